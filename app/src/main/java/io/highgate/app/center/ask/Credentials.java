package io.highgate.app.center.ask;

import io.highgate.base.unit.Secret;
import io.highgate.wire.key.SafeToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** As whom a center is asked. Immutable. */
public sealed interface Credentials {

    /** Nobody: a center says no to almost everything. */
    record None() implements Credentials {}

    /** A token of somebody else's making: of a session, or of an OpenID provider. */
    record Token(Secret token) implements Credentials {}

    /** A service key; its secret signs tokens that live a minute, and is never sent. */
    record Key(String safeKey, Secret safeSecret) implements Credentials {}

    /** What {@code Authorization} says now, or null if nothing. */
    default @Nullable String header(Instant now) {
        return switch (this) {
            case None _ -> null;
            case Token given -> "Bearer " + given.token().reveal();
            case Key key ->
                "Bearer " + SafeToken.sign(key.safeKey(), key.safeSecret().reveal(), now, SafeToken.USUAL);
        };
    }
}
