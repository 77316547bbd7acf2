package io.highgate.gateway.listen;

import java.util.Locale;

/** Why a client's connection was closed before anything was read from it. */
public enum Refusal {
    /** {@code limits.connections}. */
    CONNECTIONS,
    /** {@code limits.connectionsPerClient}. */
    CLIENT_CONNECTIONS,
    /** A PROXY protocol header is required, and the peer is no trusted proxy. */
    PROXY_UNTRUSTED,
    /** The PROXY protocol header is missing, malformed, too long or cut off. */
    PROXY_HEADER,
    /** The PROXY protocol header did not come in time. */
    PROXY_TIMEOUT;

    /** The reason as metrics spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
