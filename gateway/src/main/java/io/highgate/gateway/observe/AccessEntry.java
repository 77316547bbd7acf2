package io.highgate.gateway.observe;

import io.highgate.gateway.exchange.Security;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the access log says of one exchange. Immutable; durations in nanoseconds, -1 where a phase
 * did not happen.
 */
public record AccessEntry(
        Instant at,
        String client,
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
        @Nullable String endpoint,
        @Nullable String reason,
        @Nullable String requestId,
        @Nullable Security security,
        long totalNanos,
        long queuedNanos,
        long waitedNanos) {}
