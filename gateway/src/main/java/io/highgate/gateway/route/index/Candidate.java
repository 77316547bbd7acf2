package io.highgate.gateway.route.index;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.PathPattern;
import io.highgate.gateway.route.path.Shape;
import io.highgate.gateway.route.path.Spans;
import java.util.List;

/**
 * One of a route's path templates in the index. Its rank is its place among all candidates of the
 * table, best first: no two have the same. Immutable.
 */
public record Candidate(
        Entry route, String template, PathPattern pattern, List<String> captures, Precedence precedence, int rank) {

    public Candidate withRank(int newRank) {
        return new Candidate(route, template, pattern, captures, precedence, newRank);
    }

    /** Whether query and conditions hold, where host and path do; adds the query's captures. */
    boolean accepts(Asked asked, Spans spans) {
        return queryMatches(asked.request(), spans) && route.conditions().hold(asked);
    }

    boolean queryMatches(RequestHead head, Spans spans) {
        Shape query = pattern instanceof PathPattern.Parts parts ? parts.query() : null;
        if (query == null) {
            return true;
        }
        byte[] in = head.headers().bytes();
        return head.hasQuery()
                ? query.matches(in, head.queryStart(), head.queryEnd(), spans)
                : query.matches(in, 0, 0, spans);
    }
}
