package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps a client at one endpoint by a cookie. Immutable. */
@Doc("Keeps a client at the endpoint that answered first, by a signed cookie that does not tell which one it is.")
public record StickySpec(
        @Doc(value = "The cookie's name.", defaultsTo = "highgate_sticky", shorthand = true)
        String cookie,

        @Doc(value = "How long it holds after the last request.", defaultsTo = "20m")
        Duration ttl,

        @Doc("""
                What it is signed with, 16 characters or more; gateways that share it honour each other's cookies. \
                Left out: a random one, so that a restart of the gateway forgets.""") @Nullable Secret secret,

        @Doc(
                value = "Whether the cookie is the application's own, as a session's: none is set, and its value alone"
                        + " decides on the endpoint; 'ttl' and 'secret' do not count then.",
                defaultsTo = "false")
        boolean foreign,

        @Doc(value = "What happens when the endpoint cannot be asked.", defaultsTo = "elsewhere")
        FailOver failOver) {

    /** What becomes of a client whose endpoint is out. */
    public enum FailOver {
        /** It moves to another one. */
        ELSEWHERE,
        /** It is answered 503 until its endpoint is back. */
        REFUSE
    }
}
