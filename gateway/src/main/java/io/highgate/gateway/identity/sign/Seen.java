package io.highgate.gateway.identity.sign;

import io.highgate.store.StoreAwayException;
import io.highgate.store.counter.CounterStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Remembers signatures, so that each counts once: on all gateways together, or while what they share is away on this
 * one. Thread-safe.
 */
public final class Seen {

    private final CounterStore shared;
    private final CounterStore local;

    /** @param local bounded */
    public Seen(CounterStore shared, CounterStore local) {
        this.shared = shared;
        this.local = local;
    }

    /** Whether it is the first time within that time. */
    CompletionStage<Boolean> first(String key, Duration time) {
        return shared.add(key, 1, time)
                .exceptionallyCompose(
                        failure -> isAway(failure) ? local.add(key, 1, time) : CompletableFuture.failedStage(failure))
                .thenApply(it -> it.value() == 1);
    }

    /** Whether the signature is seen for the first time. */
    public CompletionStage<Boolean> isFirst(byte[] hmac, Duration time) {
        return first("signature:" + HexFormat.of().formatHex(hmac), time);
    }

    private static boolean isAway(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof StoreAwayException;
    }
}
