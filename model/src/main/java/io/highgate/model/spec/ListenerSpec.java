package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        ProxyProtocol proxyProtocol,

        @Doc("What is offered over TLS (ALPN), the preferred one first; all that there is when left out. Without"
                + " http2, HTTP/2 is not taken in cleartext either. HTTP/1.1 is always understood.")
        List<Protocol> protocols,

        @Doc("Encrypts; cleartext when left out.") @Nullable ListenerTlsSpec tls) {

    /** The same port under another name. */
    public ListenerSpec named(String other) {
        return new ListenerSpec(other, bind, proxyProtocol, protocols, tls);
    }

    /** Whether clients may speak HTTP/2, encrypted or not. */
    public boolean takesHttp2() {
        return protocols.isEmpty() || protocols.contains(Protocol.HTTP2);
    }

    /** Whether connections begin with a PROXY protocol header. */
    public enum ProxyProtocol {
        /** They do not. */
        OFF,
        /** All of them do. */
        REQUIRED
    }

    /** A version of HTTP that a client may choose. */
    public enum Protocol {
        HTTP1,
        HTTP2
    }

    /** A cleartext listener. */
    public ListenerSpec(String name, HostPort bind) {
        this(name, bind, ProxyProtocol.OFF);
    }

    /** A cleartext listener, behind a proxy or not. */
    public ListenerSpec(String name, HostPort bind, ProxyProtocol proxyProtocol) {
        this(name, bind, proxyProtocol, List.of(), null);
    }
}
