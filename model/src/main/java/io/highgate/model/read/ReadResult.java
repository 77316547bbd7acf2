package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.model.spec.GatewaySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading: a spec exactly if there was no error, and everything that was noticed.
 * Immutable.
 *
 * @param named the files that the configuration names, as certificates; null if nobody can know
 */
public record ReadResult(
        @Nullable GatewaySpec spec,
        List<Problem> problems,
        @Nullable Set<Path> named) {

    public ReadResult {
        problems = List.copyOf(problems);
        named = named == null ? null : Set.copyOf(named);
    }

    /** Whether there is a spec to run. */
    public boolean accepted() {
        return spec != null;
    }
}
