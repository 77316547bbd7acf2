package io.highgate.model.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.model.spec.CanarySpec;
import io.highgate.model.spec.FaultSpec;
import io.highgate.model.spec.HashOnSpec;
import io.highgate.model.spec.MirrorSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.ShareSpec;
import io.highgate.model.spec.SignSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks which upstreams a route sends to, copies to, and what it breaks on purpose. Confined to one thread. */
final class TrafficCheck {

    private static final int MOST_WEIGHT = 1_000_000_000;
    private static final int LARGEST_COPY = 16 * 1024 * 1024;

    /** Who waits longer is no test of patience any more. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final RouteSpec route;
    private final Set<String> captures;
    private final Scope scope;

    /** Where the route stands, and what it may name. */
    record Scope(Set<String> upstreams, String at, Report report) {}

    private TrafficCheck(RouteSpec route, Set<String> captures, Scope scope) {
        this.route = route;
        this.captures = captures;
        this.scope = scope;
    }

    static void check(RouteSpec route, Set<String> captures, Scope scope) {
        TrafficCheck check = new TrafficCheck(route, captures, scope);
        check.exists(route.upstream(), ".upstream");
        check.split(route.split());
        check.canary(route.canary());
        check.stickTo(route.stickTo());
        check.mirror(route.mirror());
        check.fault(route.fault());
    }

    private void error(String place, String message) {
        scope.report().error(scope.at() + place, message);
    }

    private void warning(String place, String message) {
        scope.report().warning(scope.at() + place, message);
    }

    private void exists(@Nullable String upstream, String place) {
        if (upstream != null && !scope.upstreams().contains(upstream)) {
            error(
                    place,
                    "there is no upstream '" + upstream + "'" + Suggestion.didYouMean(upstream, scope.upstreams()));
        }
    }

    private boolean forwards(String place) {
        if (!route.forwards()) {
            error(place, "has no effect without an upstream or a split");
        }
        return route.forwards();
    }

    // ---- where requests go ----

    private void split(@Nullable List<ShareSpec> split) {
        if (split == null) {
            return;
        }
        if (split.isEmpty()) {
            error(".split", "needs at least one upstream with its weight");
            return;
        }
        long sum = 0;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < split.size(); i++) {
            ShareSpec share = split.get(i);
            String place = ".split[" + i + "].upstream";
            exists(share.upstream(), place);
            if (!seen.add(share.upstream())) {
                error(place, "'" + share.upstream() + "' is in the split already; give it one weight");
            }
            sum += share.weight();
        }
        if (sum == 0) {
            error(".split", "all weights are 0: no upstream would get anything");
        } else if (sum > MOST_WEIGHT) {
            error(".split", "the weights add up to " + sum + ", the most is " + MOST_WEIGHT);
        }
    }

    private void canary(@Nullable CanarySpec canary) {
        if (canary == null || !forwards(".canary")) {
            return;
        }
        exists(canary.upstream(), ".canary.upstream");
        boolean usual = canary.upstream().equals(route.upstream())
                || route.split() != null
                        && route.split().stream().anyMatch(it -> it.upstream().equals(canary.upstream()));
        if (usual) {
            error(".canary.upstream", "'" + canary.upstream() + "' is where requests go anyway; name another one");
        }
        signs(canary.when(), ".canary.when");
        signs(canary.unless(), ".canary.unless");
        for (int i = 0; i < canary.when().size(); i++) {
            if (canary.unless().contains(canary.when().get(i))) {
                error(".canary.when[" + i + "]", "is in unless too, which wins");
            }
        }
        if (canary.when().isEmpty() && canary.share().basisPoints() == 0) {
            warning(".canary", "no request ever goes there; set share, or name signs in when");
        }
    }

    private void signs(List<SignSpec> signs, String place) {
        for (int i = 0; i < signs.size(); i++) {
            SignSpec sign = signs.get(i);
            String at = place + "[" + i + "]";
            if ((sign.header() == null) == (sign.cookie() == null)) {
                error(at, "needs exactly one of header and cookie");
            }
            name(sign.header(), at + ".header", "header field");
            name(sign.cookie(), at + ".cookie", "cookie");
            if (sign.value() != null && !HttpWords.isFieldValue(sign.value())) {
                error(at + ".value", "is not a header value: plain ASCII without line breaks");
            }
        }
    }

    private void name(@Nullable String name, String place, String of) {
        if (name != null && !HttpWords.isToken(name)) {
            error(place, "'" + name + "' is not the name of a " + of);
        }
    }

    private void stickTo(@Nullable HashOnSpec on) {
        if (on == null || !forwards(".stickTo")) {
            return;
        }
        long said = Stream.of(on.header(), on.cookie(), on.pathValue())
                        .filter(Objects::nonNull)
                        .count()
                + (on.clientAddress() ? 1 : 0);
        if (said != 1) {
            error(".stickTo", "needs exactly one of header, cookie, pathValue and clientAddress");
        }
        name(on.header(), ".stickTo.header", "header field");
        name(on.cookie(), ".stickTo.cookie", "cookie");
        String value = on.pathValue();
        if (value != null && !captures.contains(value)) {
            error(
                    ".stickTo.pathValue",
                    "'{" + value + "}' is not captured by every path of the route"
                            + Suggestion.didYouMean(value, captures));
        }
        if (route.split() == null && route.canary() == null && route.mirror() == null) {
            warning(".stickTo", "has no effect without split, canary or mirror");
        }
    }

    // ---- copies and faults ----

    private void mirror(@Nullable MirrorSpec mirror) {
        if (mirror == null || !forwards(".mirror")) {
            return;
        }
        exists(mirror.upstream(), ".mirror.upstream");
        if (mirror.timeout().isZero()) {
            error(".mirror.timeout", "must be longer than 0; leave it out for the default");
        }
        if (mirror.body().bytes() > LARGEST_COPY) {
            error(".mirror.body", mirror.body() + " is kept for each copy under way; the most is 16MiB");
        }
        if (mirror.share().basisPoints() == 0) {
            warning(".mirror.share", "nothing is ever copied");
        }
        if (mirror.upstream().equals(route.upstream())) {
            warning(".mirror.upstream", "'" + mirror.upstream() + "' gets each of these requests twice");
        }
    }

    private void fault(@Nullable FaultSpec fault) {
        if (fault == null) {
            return;
        }
        if (fault.delay() == null && fault.abort() == null && !fault.byHeader()) {
            warning(".fault", "makes none; set delay, abort or byHeader");
        }
        if (fault.delay() != null) {
            delay(fault.delay().time(), ".fault.delay.time");
            if (fault.delay().share().basisPoints() == 0) {
                warning(".fault.delay.share", "nothing is ever delayed");
            }
        }
        if (fault.abort() != null && fault.abort().share().basisPoints() == 0) {
            warning(".fault.abort.share", "nothing is ever aborted");
        }
        delay(fault.longest(), ".fault.longest");
    }

    private void delay(Duration time, String place) {
        if (time.isZero()) {
            error(place, "must be longer than 0");
        } else if (time.compareTo(LONGEST_DELAY) > 0) {
            error(place, "is longer than 1h, the most that a request may be kept waiting");
        }
    }
}
