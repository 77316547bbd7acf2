package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;

/** A port where clients connect. Immutable. */
@Doc("A port where clients connect.")
public record ListenerSpec(
        @Doc(value = "A name for logs and metrics.", defaultsTo = "main")
        String name,

        @Doc(value = "Address and port; GATEWAY_PORT wins over the port.", defaultsTo = "0.0.0.0:8000")
        HostPort bind,

        @Doc(
                value = "Whether each connection must begin with a PROXY protocol header (version 1 or 2) that names"
                        + " the client; it is taken from forwarding.trustedProxies only, others are closed.",
                defaultsTo = "off")
        ProxyProtocol proxyProtocol) {

    /** The same port under another name. */
    public ListenerSpec named(String other) {
        return new ListenerSpec(other, bind, proxyProtocol);
    }

    /** Whether connections begin with a PROXY protocol header. */
    public enum ProxyProtocol {
        /** They do not. */
        OFF,
        /** All of them do. */
        REQUIRED
    }
}
