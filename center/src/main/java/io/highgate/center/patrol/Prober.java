package io.highgate.center.patrol;

import io.highgate.wire.cell.Instance;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks an instance how it is. Thread-safe; blocks nobody. */
@FunctionalInterface
public interface Prober {

    /** Completes in time, never with a failure: null for well, else what is wrong, in a few words. */
    CompletionStage<@Nullable String> ask(Instance instance, Duration timeout);
}
