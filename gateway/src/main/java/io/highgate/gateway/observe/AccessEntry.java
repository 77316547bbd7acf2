package io.highgate.gateway.observe;

import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.exchange.SocketTally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the access log says of one exchange. Immutable; durations in nanoseconds, -1 where a phase
 * did not happen.
 */
public record AccessEntry(
        Instant at,
        String client,
        @Nullable String caller,
        @Nullable String tenant,
        String method,
        String target,
        String protocol,
        String host,
        int status,
        long bytesIn,
        long bytesOut,
        @Nullable String referer,
        @Nullable String userAgent,
        @Nullable String route,
        @Nullable String upstream,
        @Nullable String endpoint,
        @Nullable String reason,
        @Nullable String requestId,
        @Nullable Socket socket,
        @Nullable Security security,
        long totalNanos,
        long queuedNanos,
        long waitedNanos,
        long delayedNanos) {

    /** What a WebSocket has carried, and the code of its first close frame or 0. */
    record Socket(long messagesIn, long messagesOut, int closeCode) {

        static @Nullable Socket of(@Nullable SocketTally tally) {
            return tally == null ? null : new Socket(tally.messagesIn(), tally.messagesOut(), tally.closeCode());
        }
    }
}
