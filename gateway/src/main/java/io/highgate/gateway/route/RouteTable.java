package io.highgate.gateway.route;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.index.Candidate;
import io.highgate.gateway.route.index.Entry;
import io.highgate.gateway.route.index.HostIndex;
import io.highgate.gateway.route.index.Precedence;
import io.highgate.gateway.route.path.PathPattern;
import io.highgate.model.path.PathTemplate;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All routes, indexed by host and path, so that finding a request's route costs the same whether
 * there are ten or ten thousand: one look-up a path segment, plus the routes that share the
 * request's very template or a node's captures. Regular expressions are tried one by one, but only
 * while one could still win. {@link Precedence} says which of several routes wins. Immutable.
 */
public final class RouteTable {

    private final List<Route> routes;
    private final List<Candidate> bestFirst;
    private final List<Candidate> bestFirstForHead;
    private final HostIndex hosts;
    private final HostIndex hostsForHead;

    private RouteTable(List<Route> routes, List<Candidate> candidates) {
        this.routes = routes;
        this.bestFirst = ranked(candidates, Precedence.BEST_FIRST);
        this.hosts = new HostIndex(bestFirst);
        boolean namesHead = candidates.stream().anyMatch(c -> c.precedence().methods() == Precedence.NAMES_HEAD);
        this.bestFirstForHead = namesHead ? ranked(candidates, Precedence.BEST_FIRST_FOR_HEAD) : bestFirst;
        this.hostsForHead = namesHead ? new HostIndex(bestFirstForHead) : hosts;
    }

    /**
     * Compiles routes that have been checked.
     *
     * @param global filters for every route, before its own
     */
    public static RouteTable compile(List<RouteSpec> specs, List<FilterSpec> global) {
        List<Route> routes = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (RouteSpec spec : specs) {
            Route route = Route.compile(spec, routes.size(), global);
            routes.add(route);
            Entry entry = Entry.of(spec, route.order());
            for (String path : spec.paths()) {
                PathTemplate template = PathTemplate.parse(path);
                PathPattern pattern = PathPattern.compile(template, spec.caseSensitive());
                Precedence precedence = Precedence.of(spec, template, route.order());
                candidates.add(new Candidate(entry, path, pattern, template.captures(), precedence, 0));
            }
            if (spec.paths().isEmpty()) {
                Precedence precedence = Precedence.of(spec, null, route.order());
                candidates.add(new Candidate(entry, "", new PathPattern.Any(), List.of(), precedence, 0));
            }
        }
        return new RouteTable(List.copyOf(routes), candidates);
    }

    private static List<Candidate> ranked(List<Candidate> candidates, Comparator<Precedence> order) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparing(Candidate::precedence, order));
        List<Candidate> ranked = new ArrayList<>(sorted.size());
        for (Candidate candidate : sorted) {
            ranked.add(candidate.withRank(ranked.size()));
        }
        return List.copyOf(ranked);
    }

    /** Finds the request's route and fills the match; the path is normalised. */
    public boolean match(Asked asked, RouteMatch into) {
        return into.find(isHead(asked.request()) ? hostsForHead : hosts, routes, asked);
    }

    private static boolean isHead(RequestHead head) {
        return head.method().equals(Method.HEAD);
    }

    /** All routes in the order of the configuration. */
    public List<Route> routes() {
        return routes;
    }

    /** Says which route the request takes and why each other does not; the path is normalised. */
    public Explanation explain(Supposed asked, String scheme) {
        return new Explainer(this, asked, scheme).explain();
    }

    /** The candidates for the request's method, best first. */
    List<Candidate> candidates(RequestHead head) {
        return isHead(head) ? bestFirstForHead : bestFirst;
    }
}
