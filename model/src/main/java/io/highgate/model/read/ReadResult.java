package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading: a spec exactly if there was no error, and everything that was noticed.
 * Immutable.
 */
public record ReadResult(@Nullable GatewaySpec spec, List<Problem> problems) {

    public ReadResult {
        problems = List.copyOf(problems);
    }

    /** Whether there is a spec to run. */
    public boolean accepted() {
        return spec != null;
    }
}
