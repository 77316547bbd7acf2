package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.keys.KeySet;
import io.highgate.gateway.identity.keys.Keys;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks signed tokens with the keys of now, on threads that may be busy for the time of a signature, and
 * has newer keys looked for when a token names one that is not there. Thread-safe; never blocks.
 */
public final class Verification {

    /** What came of it. */
    public sealed interface Outcome {

        /** It was decided, with these keys. */
        record Decided(Verified verified, KeySet with) implements Outcome {}

        /** It could not be. */
        record Away(String what) implements Outcome {}
    }

    private static final Outcome BUSY = new Outcome.Away("too many tokens are being checked");

    private final TokenVerifier verifier;
    private final Keys keys;
    private final Executor blocking;
    private final InstantSource clock;
    private final Outcome noKeys;

    public Verification(String issuer, TokenVerifier verifier, Keys keys, Executor blocking, InstantSource clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.blocking = blocking;
        this.clock = clock;
        this.noKeys = new Outcome.Away("the keys of " + issuer);
    }

    /** The keys of now. */
    @Nullable
    KeySet keys() {
        return keys.current();
    }

    /** Checks one; the stage never fails. */
    public CompletionStage<Outcome> of(byte[] token) {
        KeySet now = keys.current();
        if (now != null) {
            return of(token, now);
        }
        return keys.newerThan(null)
                .thenCompose(found -> found == null ? CompletableFuture.completedStage(noKeys) : of(token, found));
    }

    private CompletionStage<Outcome> of(byte[] token, KeySet with) {
        return once(token, with)
                .thenCompose(first -> isKeyUnknown(first)
                        ? keys.newerThan(with).thenCompose(newer -> again(token, with, newer, first))
                        : CompletableFuture.completedStage(first));
    }

    private CompletionStage<Outcome> again(byte[] token, KeySet with, @Nullable KeySet newer, Outcome first) {
        if (newer == null || newer == with) {
            return CompletableFuture.completedStage(keys.isAway() ? noKeys : first);
        }
        return once(token, newer);
    }

    private static boolean isKeyUnknown(Outcome outcome) {
        return outcome instanceof Outcome.Decided decided && decided.verified() instanceof Verified.UnknownKey;
    }

    private CompletionStage<Outcome> once(byte[] token, KeySet with) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> new Outcome.Decided(verifier.verify(token, with, clock.instant()), with), blocking);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(BUSY);
        }
    }
}
