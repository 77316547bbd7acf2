package io.highgate.gateway.upstream.discover;

import io.highgate.base.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows now. Immutable.
 *
 * @param found who there is, in a lasting order
 * @param leftOut how many more there were than may be
 * @param problem why it may be old, or nobody is found; null while all is well
 * @param problems what is wrong in a file, line by line
 * @param since when the problem began, if there is one
 */
public record Sight(
        List<Found> found, int leftOut, @Nullable String problem, List<Problem> problems, long since) {

    static final Sight NOTHING = new Sight(List.of(), 0, "nothing is known yet", List.of(), 0);
}
