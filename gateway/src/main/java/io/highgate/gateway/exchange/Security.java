package io.highgate.gateway.exchange;

import io.highgate.model.tls.ServerNames;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake of a client connection told. Immutable; one per connection.
 *
 * @param version as TLSv1.3
 * @param cipher the suite's IANA name
 * @param serverName the name the client asked for (SNI), or null
 * @param hosts the only hosts that requests of the connection may be for, or null for all
 * @param client who the client has proved to be, or null if it showed no certificate
 */
public record Security(
        String version,
        String cipher,
        @Nullable String serverName,
        @Nullable ServerNames hosts,
        @Nullable ClientIdentity client) {}
