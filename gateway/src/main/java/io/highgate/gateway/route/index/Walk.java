package io.highgate.gateway.route.index;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.OctetMap;
import io.highgate.gateway.route.path.PathPattern;
import io.highgate.gateway.route.path.Spans;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The search for the best candidate of one request. A branch is entered only while a better rank
 * than the best so far lies behind it. Its depth is that of the tree, not of the path. Reused from
 * request to request; confined to one event loop.
 */
public final class Walk {

    private final Spans spans = new Spans();
    private final Spans bestSpans = new Spans();
    private @Nullable Asked asked;
    private byte[] in = new byte[0];
    private int start;
    private int end;
    private boolean fold;
    private @Nullable Candidate best;
    private int bestRank;
    private @Nullable String pathText;

    /** Begins with a request; its path is normalised. */
    public void begin(Asked by) {
        RequestHead request = by.request();
        asked = by;
        in = request.headers().bytes();
        start = request.pathStart();
        end = request.pathEnd();
        best = null;
        bestRank = Integer.MAX_VALUE;
        pathText = null;
        spans.cut(0);
    }

    /** Takes over what another one has found. */
    public void copy(Walk from) {
        best = from.best;
        bestSpans.copy(from.bestSpans);
    }

    @Nullable
    public Candidate best() {
        return best;
    }

    /** The captures of the best candidate. */
    public Spans captures() {
        return bestSpans;
    }

    /** Looks through the candidates of one host; whether one matches. */
    boolean search(PathIndex index) {
        // The path '*' of an OPTIONS request has no segments.
        if (end > start && in[start] == '/') {
            walk(index.exactCase(), false);
            walk(index.anyCase(), true);
        }
        expressions(index.expressions());
        offer(index.everyPath());
        return best != null;
    }

    private void walk(Node root, boolean ignoringCase) {
        if (root.best() < bestRank) {
            fold = ignoringCase;
            visit(root, start + 1);
        }
    }

    /** Visits a node with the path from {@code at} on; behind the end there is no segment left. */
    private void visit(Node node, int at) {
        if (at > end) {
            offer(node.ends());
            offerRests(node.rests(), at);
            return;
        }
        int hash = 0;
        int stop = at;
        while (stop < end && in[stop] != '/') {
            hash = OctetMap.step(hash, fold ? Octets.lower(in[stop]) : in[stop]);
            stop++;
        }
        Node literal = node.literals().find(in, at, stop, hash, fold);
        if (literal != null && literal.best() < bestRank) {
            visit(literal, stop + 1);
        }
        List<Node.Branch> captures = node.captures();
        for (int i = 0; i < captures.size() && captures.get(i).node().best() < bestRank; i++) {
            Node.Branch branch = captures.get(i);
            int mark = spans.count();
            if (branch.segment().matches(in, at, stop, spans)) {
                visit(branch.node(), stop + 1);
            }
            spans.cut(mark);
        }
        offerRests(node.rests(), at);
    }

    private void offer(List<Candidate> bestFirst) {
        for (int i = 0; i < bestFirst.size() && bestFirst.get(i).rank() < bestRank; i++) {
            take(bestFirst.get(i), spans.count());
        }
    }

    private void offerRests(List<Candidate> bestFirst, int at) {
        for (int i = 0; i < bestFirst.size() && bestFirst.get(i).rank() < bestRank; i++) {
            Candidate candidate = bestFirst.get(i);
            int mark = spans.count();
            if (candidate.pattern() instanceof PathPattern.Parts parts
                    && parts.path().matchesRest(in, at, end, spans)) {
                take(candidate, mark);
            }
            spans.cut(mark);
        }
    }

    private void expressions(List<Candidate> bestFirst) {
        for (int i = 0; i < bestFirst.size() && bestFirst.get(i).rank() < bestRank; i++) {
            if (matchesExpression(bestFirst.get(i))) {
                take(bestFirst.get(i), 0);
            }
            spans.cut(0);
        }
    }

    private boolean matchesExpression(Candidate candidate) {
        if (!(candidate.pattern() instanceof PathPattern.Regex regex) || asked == null) {
            return false;
        }
        if (pathText == null) {
            pathText = asked.request().pathText();
        }
        Matcher matcher = regex.expression().matcher(pathText);
        if (!matcher.matches()) {
            return false;
        }
        for (int group : regex.groups()) {
            // A group that took no part is an empty capture.
            spans.add(start + Math.max(0, matcher.start(group)), start + Math.max(0, matcher.end(group)));
        }
        return true;
    }

    /** Makes it the best so far if query and conditions hold, too; then forgets down to the mark. */
    private void take(Candidate candidate, int mark) {
        if (asked != null && candidate.accepts(asked, spans)) {
            best = candidate;
            bestRank = candidate.rank();
            bestSpans.copy(spans);
        }
        spans.cut(mark);
    }
}
