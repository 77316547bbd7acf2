package io.highgate.center.api.seed;

import io.highgate.center.access.Caller;
import io.highgate.center.access.Doorkeeper;
import io.highgate.center.access.Finding;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Refused;
import io.highgate.wire.json.Fields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who asks where a request may bring {@code safeKey} and {@code safeSecret} in its body. Thread-safe; blocks. */
final class BodyKey {

    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final Doorkeeper door;

    BodyKey(Doorkeeper door) {
        this.door = door;
    }

    /** Whoever the header proved, or else the body's key; a key that is named must be the one that is proved. */
    Caller caller(Ask ask, Fields fields) throws Refused {
        String safeKey = fields.textOr("safeKey", null);
        String secret = fields.textOr("safeSecret", null);
        if (ask.caller() instanceof Caller.Nobody) {
            if (safeKey == null || secret == null) {
                throw Refused.unknown("say who you are: Authorization, or safeKey and safeSecret in the body");
            }
            return proved(safeKey, secret, ask.address());
        }
        if (ask.caller() instanceof Caller.Provider provider
                && safeKey != null
                && !safeKey.equals(provider.safeKey())) {
            throw Refused.forbidden("safeKey is not the key that this request was made with");
        }
        return ask.caller();
    }

    private Caller proved(String safeKey, @Nullable String secret, String address) throws Refused {
        return switch (door.look(safeKey, secret == null ? "" : secret, address)) {
            case Finding.Known known -> known.caller();
            case Finding.Unknown unknown -> throw Refused.unknown(unknown.why());
            case Finding.TooMany many -> throw Refused.tooOften("too many wrong keys came from there", many.waiting());
            case Finding.Away away -> throw Refused.away("STORE_AWAY", away.what() + " does not answer", SHORTLY);
        };
    }
}
