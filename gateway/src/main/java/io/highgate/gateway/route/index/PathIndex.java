package io.highgate.gateway.route.index;

import io.highgate.gateway.route.path.PathPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The candidates of one host: a tree for paths whose case matters, one for those whose case does
 * not, and, sorted by rank, the regular expressions and the candidates for every path. Immutable.
 */
record PathIndex(Node exactCase, Node anyCase, List<Candidate> expressions, List<Candidate> everyPath) {

    /** The index of candidates that come best first. */
    static PathIndex of(List<Candidate> bestFirst) {
        Node.Builder exactCase = new Node.Builder();
        Node.Builder anyCase = new Node.Builder();
        List<Candidate> expressions = new ArrayList<>();
        List<Candidate> everyPath = new ArrayList<>();
        for (Candidate candidate : bestFirst) {
            switch (candidate.pattern()) {
                case PathPattern.Parts parts -> (parts.fold() ? anyCase : exactCase).add(candidate, parts.path());
                case PathPattern.Regex ignored -> expressions.add(candidate);
                case PathPattern.Any ignored -> everyPath.add(candidate);
            }
        }
        return new PathIndex(exactCase.build(), anyCase.build(), List.copyOf(expressions), List.copyOf(everyPath));
    }
}
