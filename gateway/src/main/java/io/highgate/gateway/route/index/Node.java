package io.highgate.gateway.route.index;

import io.highgate.gateway.route.path.OctetMap;
import io.highgate.gateway.route.path.Segment;
import io.highgate.gateway.route.path.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of the tree of path segments: every node is reached by exactly one way, so that no path,
 * however long or hostile, makes a walk visit more nodes than the configuration has. Candidates
 * and captures are sorted by rank, and {@code best} is the best rank at or below the node, which
 * lets a walk leave out what cannot win any more. Immutable.
 */
record Node(OctetMap<Node> literals, List<Branch> captures, List<Candidate> ends, List<Candidate> rests, int best) {

    /** A segment with captures, and what comes behind it. */
    record Branch(Segment segment, Node node) {}

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::rank);

    /** Collects the candidates of a tree. Confined to one thread. */
    static final class Builder {

        private final Map<String, Builder> literals = new LinkedHashMap<>();
        private final Map<String, Builder> captures = new LinkedHashMap<>();
        private final Map<String, Segment> segments = new LinkedHashMap<>();
        private final List<Candidate> ends = new ArrayList<>();
        private final List<Candidate> rests = new ArrayList<>();

        void add(Candidate candidate, Shape shape) {
            Builder at = this;
            for (Segment segment : shape.before()) {
                at = at.child(segment);
            }
            (shape.rest() == null ? at.ends : at.rests).add(candidate);
        }

        private Builder child(Segment segment) {
            String key = segment.key();
            if (segment.isLiteral()) {
                return literals.computeIfAbsent(key, ignored -> new Builder());
            }
            segments.putIfAbsent(key, segment);
            return captures.computeIfAbsent(key, ignored -> new Builder());
        }

        Node build() {
            Map<String, Node> nodes = new LinkedHashMap<>();
            literals.forEach((key, child) -> nodes.put(key, child.build()));
            List<Branch> branches = new ArrayList<>();
            segments.forEach((key, segment) -> {
                Builder child = captures.get(key);
                if (child != null) {
                    branches.add(new Branch(segment, child.build()));
                }
            });
            branches.sort(Comparator.comparingInt(branch -> branch.node().best()));
            ends.sort(BEST_FIRST);
            rests.sort(BEST_FIRST);
            int best = Integer.MAX_VALUE;
            for (Node node : nodes.values()) {
                best = Math.min(best, node.best());
            }
            best = branches.isEmpty()
                    ? best
                    : Math.min(best, branches.getFirst().node().best());
            best = ends.isEmpty() ? best : Math.min(best, ends.getFirst().rank());
            best = rests.isEmpty() ? best : Math.min(best, rests.getFirst().rank());
            return new Node(new OctetMap<>(nodes), List.copyOf(branches), List.copyOf(ends), List.copyOf(rests), best);
        }
    }
}
