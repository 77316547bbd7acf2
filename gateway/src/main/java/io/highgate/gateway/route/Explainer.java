package io.highgate.gateway.route;

import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.Explanation.Loser;
import io.highgate.gateway.route.Explanation.Winner;
import io.highgate.gateway.route.index.Candidate;
import io.highgate.gateway.route.index.Entry;
import io.highgate.gateway.route.index.HostRank;
import io.highgate.gateway.route.index.PathCheck;
import io.highgate.gateway.steer.Outlook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every candidate for one request, one after the other: slow, and independent of the
 * index, which only finds the winner. Used once, by one thread.
 */
final class Explainer {

    /** More than anyone reads in a terminal. */
    static final int LIMIT = 20;

    /** How near a candidate came, the nearest first. */
    private enum Nearness {
        OUTRANKED,
        CONDITIONS,
        HOST,
        PATH
    }

    private record Ranked(Nearness nearness, Loser loser) {}

    private final RouteTable table;
    private final Supposed asked;
    private final RequestHead head;
    private final String scheme;

    Explainer(RouteTable table, Supposed asked, String scheme) {
        this.table = table;
        this.asked = asked;
        this.head = asked.request();
        this.scheme = scheme;
    }

    Explanation explain() {
        RouteMatch match = new RouteMatch();
        Candidate winner = table.match(asked, match) ? match.candidate() : null;
        Set<Entry> seen = new HashSet<>();
        List<Ranked> ranked = new ArrayList<>();
        for (Candidate candidate : table.candidates(head)) {
            Ranked loser = winner != null && winner.route().equals(candidate.route()) ? null : why(candidate, winner);
            if (loser != null && (loser.nearness() != Nearness.PATH || seen.add(candidate.route()))) {
                ranked.add(loser);
            }
        }
        List<Loser> losers = new ArrayList<>(ranked.stream()
                .sorted(Comparator.comparing(Ranked::nearness))
                .limit(LIMIT)
                .map(Ranked::loser)
                .toList());
        int more = ranked.size() - losers.size();
        String configured = winner == null ? null : winner.route().name();
        BuiltInRoute builtIn = BuiltInRoute.at(head);
        List<String> reasons = builtIn == null ? List.of() : builtIn.whyNot(head, configured);
        if (builtIn != null && !reasons.isEmpty()) {
            losers.add(new Loser(builtIn.title(), builtIn.path(), reasons));
        }
        String request = head.method() + " " + scheme + "://" + head.hostText() + head.pathText()
                + (head.hasQuery() ? "?" + head.queryText() : "");
        Winner found = winner == null ? builtIn() : winner(match);
        return new Explanation(request, found, List.copyOf(losers), more);
    }

    private @Nullable Winner builtIn() {
        BuiltInRoute found = BuiltInRoute.find(head);
        return found == null
                ? null
                : new Winner(
                        found.title(), found.path(), Map.of(), found.action(), null, null, null, List.of(), List.of());
    }

    private Winner winner(RouteMatch match) {
        Route route = match.route();
        List<String> filters = new ArrayList<>();
        route.requestEdits().forEach(edit -> filters.add("request: " + edit));
        route.responseEdits().forEach(edit -> filters.add("response: " + edit));
        List<String> traffic = new ArrayList<>(Extras.of(route.spec()));
        String upstream = null;
        String target = null;
        String problem = null;
        String action = switch (route.action()) {
            case Action.Forward forward -> {
                Outlook outlook = forward.steering().outlook(asked.with(match::capture));
                upstream = outlook.upstream();
                traffic.addAll(outlook.reasons());
                problem = match.resolveTarget();
                target = problem == null ? match.targetText() : null;
                yield "forward to "
                        + (upstream == null
                                ? String.join(" or ", forward.steering().upstreams())
                                : upstream)
                        + (target == null ? "" : " as " + target);
            }
            case Action.Redirect redirect -> {
                target = redirect.location().resolve(match, head, scheme);
                yield "redirect " + redirect.status() + " to " + target;
            }
            case Action.Respond respond -> "respond " + respond.status() + " " + respond.contentType();
        };
        return new Winner(
                route.name(),
                match.template(),
                match.captures(),
                action,
                upstream,
                target,
                problem,
                filters,
                List.copyOf(traffic));
    }

    private @Nullable Ranked why(Candidate candidate, @Nullable Candidate winner) {
        HostRank host = HostRank.of(candidate.route(), head);
        String path = PathCheck.whyNot(candidate, head);
        if (path != null && (path.isEmpty() || !host.matches())) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        if (!host.matches()) {
            reasons.add("host " + head.hostText() + " is not among "
                    + String.join(", ", candidate.route().spec().hosts()));
        }
        if (path != null) {
            reasons.add(path);
        }
        reasons.addAll(candidate.route().conditions().whyNot(asked));
        if (reasons.isEmpty() && winner != null) {
            reasons.add(whyOutranked(candidate, winner));
            return new Ranked(Nearness.OUTRANKED, loser(candidate, reasons));
        }
        Nearness nearness = path != null ? Nearness.PATH : host.matches() ? Nearness.CONDITIONS : Nearness.HOST;
        return new Ranked(nearness, loser(candidate, reasons));
    }

    private String whyOutranked(Candidate candidate, Candidate winner) {
        String name = winner.route().name();
        if (HostRank.of(candidate.route(), head).compareTo(HostRank.of(winner.route(), head)) < 0) {
            return "less specific host than " + name;
        }
        return candidate
                .precedence()
                .whyLosesTo(winner.precedence(), name, head.method().equals(Method.HEAD));
    }

    private static Loser loser(Candidate candidate, List<String> reasons) {
        return new Loser(candidate.route().name(), candidate.template(), List.copyOf(reasons));
    }
}
