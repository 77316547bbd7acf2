package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import java.time.Duration;

/** How a shared limit asks the store, and what happens when that is away. Immutable. */
@Doc("How a limit that is not local asks the store, and what happens when that is away.")
public record SharedLimitSpec(
        @Doc(value = "The most that a request waits for the store's answer; 50ms at most.", defaultsTo = "20ms")
        Duration within,

        @Doc(value = """
                What happens to requests while the store is away: 'local' counts in each gateway for itself, \
                'open' lets them through, 'closed' refuses them.""", defaultsTo = "local") WhenAway whenAway,

        @Doc(
                value = "The share of the limit that each gateway lets through while the store is away and it counts"
                        + " for itself.",
                defaultsTo = "100%")
        Ratio localShare,

        @Doc(
                value = "Permits that a batched limit takes at once; a tenth of the limit at most.",
                defaultsTo = "10",
                min = 1,
                max = 1_000_000)
        int batch,

        @Doc(value = "Batches that a gateway may have in stock.", defaultsTo = "2", min = 1, max = 100)
        int capacity) {

    /** What happens to requests while the store is away. */
    public enum WhenAway {
        LOCAL,
        OPEN,
        CLOSED
    }
}
