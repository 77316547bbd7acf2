package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import io.highgate.gateway.identity.token.Verification.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Judges signed tokens: those that are good are so until they end or the keys change. Thread-safe. */
final class SignedTokens implements Judge {

    /** A token without an end is checked again from time to time. */
    private static final long WITHOUT_END = 5 * 60_000;

    private static final Finding UNKNOWN_KEY = new Finding.Refused("the token's key is not known");

    private final Verification verification;
    private final InstantSource clock;

    SignedTokens(Verification verification, InstantSource clock) {
        this.verification = verification;
        this.clock = clock;
    }

    @Override
    public @Nullable Object under() {
        return verification.keys();
    }

    @Override
    public CompletionStage<Judged> judge(byte[] token) {
        return verification.of(token).thenApply(outcome -> switch (outcome) {
            case Outcome.Away away -> Judged.once(new Finding.Away(away.what()));
            case Outcome.Decided decided -> judged(decided);
        });
    }

    private Judged judged(Outcome.Decided decided) {
        return switch (decided.verified()) {
            case Verified.UnknownKey none -> Judged.once(UNKNOWN_KEY);
            case Verified.Bad bad -> Judged.once(new Finding.Refused(bad.reason()));
            case Verified.Good good -> {
                // Without the skew: what is remembered ends when it says that it ends.
                Instant end = good.expires();
                long until = end == null ? clock.millis() + WITHOUT_END : end.toEpochMilli();
                yield new Judged(new Finding.Known(good.caller()), decided.with(), until, 0);
            }
        };
    }
}
