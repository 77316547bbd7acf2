package io.highgate.sdk.provider;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to the center, or to the service itself. Immutable; prints without its secrets.
 *
 * @param authorization the header's value, or null
 * @param body JSON, or null
 * @param patience until the whole answer is there
 */
record Question(
        String method,
        URI uri,
        @Nullable String authorization,
        @Nullable String body,
        Duration patience) {

    @Override
    public String toString() {
        return method + " " + uri;
    }
}
