package io.highgate.gateway.identity.keys;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where the keys of an issuer are asked for. Thread-safe; never blocks. */
public interface Keys {

    /** The keys that count now; null if none were ever found. */
    @Nullable
    KeySet current();

    /**
     * Others than these, if there are any and they may be looked for now; else the same ones. Never
     * fails.
     */
    CompletionStage<@Nullable KeySet> newerThan(@Nullable KeySet known);

    /** Whether the last look for keys failed, so that nobody can say that a key does not exist. */
    boolean isAway();

    /** Keys that stay. */
    static Keys fixed(KeySet keys) {
        return new Fixed(keys);
    }

    /** No keys, and never any; the log says why, and whoever asks is told that they are away. */
    static Keys none(String issuer, String why) {
        LoggerFactory.getLogger(Keys.class).error("there are no keys of {}: {}", issuer, why);
        return new Fixed(null);
    }

    /** Keys that stay. Immutable. */
    record Fixed(@Nullable KeySet current) implements Keys {

        @Override
        public CompletionStage<@Nullable KeySet> newerThan(@Nullable KeySet known) {
            return CompletableFuture.completedStage(current);
        }

        @Override
        public boolean isAway() {
            return current == null;
        }
    }
}
