package io.highgate.gateway.route;

import io.highgate.gateway.steer.Steering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a route does with a request. Immutable. */
public sealed interface Action {

    /**
     * Sends it on.
     *
     * @param steering which upstream it goes to
     * @param rewrite null where the upstream is asked for the request's own target
     * @param timeout instead of the upstream's per-try timeout
     */
    record Forward(
            Steering steering,
            @Nullable Rewrite rewrite,
            @Nullable Duration timeout) implements Action {}

    /** Answers with a redirect. */
    record Redirect(int status, Location location) implements Action {}

    /** Answers with a fixed response. */
    record Respond(int status, String contentType, String body) implements Action {

        /** The body as it is sent. */
        public byte[] octets() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }
}
