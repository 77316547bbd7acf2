package io.highgate.store.lease;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Leases, one holder each. Time is the store's, so that nobody's clock matters. Thread-safe; blocks
 * nobody. Stages fail with {@link io.highgate.store.StoreAwayException} when the store is away: whoever
 * cannot renew must stop in time by itself.
 */
public interface LeaseStore {

    /** Takes it for as long, if nobody has it or this holder has; null if somebody else has. */
    CompletionStage<@Nullable Lease> acquire(String name, String holder, Duration time);

    /** Has it for as long from now on; false if it was lost. */
    CompletionStage<Boolean> renew(Lease lease, Duration time);

    /** Gives it up, if it is still held. */
    CompletionStage<Void> release(Lease lease);

    /** Who has it now; null for nobody. */
    CompletionStage<@Nullable Lease> holder(String name);
}
