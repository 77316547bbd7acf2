package io.highgate.model.spec;

import io.highgate.base.unit.AddressRange;
import java.util.List;

/** What the gateway believes about a request, and what it tells the upstream. Immutable. */
@Doc("What the gateway believes about a request, and what it tells the upstream.")
public record ForwardingSpec(
        @Doc("Proxies in front whose X-Forwarded-For and Forwarded are believed; none by default.")
        List<AddressRange> trustedProxies,

        @Doc(value = "Sends X-Forwarded-For, -Proto, -Host and -Port.", defaultsTo = "true")
        boolean xForwarded,

        @Doc(value = "Sends Forwarded (RFC 7239).", defaultsTo = "false")
        boolean forwarded,

        @Doc(
                value = "Sends Via with this pseudonym (RFC 9110 section 7.6.3); 'off' sends none.",
                defaultsTo = "highgate")
        String via,

        @Doc(value = "Sends X-Request-ID, a new one unless the request brings a usable one.", defaultsTo = "true")
        boolean requestId,

        @Doc(
                value = "Sends traceparent (W3C Trace Context), a new one unless the request brings a valid one.",
                defaultsTo = "true")
        boolean traceContext,

        @Doc(
                value = "The field in which a client says how long it waits, like 250ms, 1.5s or plain seconds; the"
                        + " request ends then, and the upstream is told what is left. 'off' looks at none.",
                defaultsTo = "X-Request-Timeout")
        String timeoutHeader,

        @Doc(
                value = "Hands the client's certificate on as Client-Cert and Client-Cert-Chain (RFC 9440);"
                        + " what untrusted peers say there is never handed on.",
                defaultsTo = "off")
        ClientCertificate clientCertificate,

        @Doc("Fields that tell upstreams who asks.") PresentSpec present,

        @Doc(value = "What is done with an encoded slash (%2F) or backslash (%5C) in a path.", defaultsTo = "keep")
        EncodedSlashes encodedSlashes) {

    /** The choices for handing on a client certificate. */
    public enum ClientCertificate {
        OFF,
        RFC9440
    }

    /** The choices for {@code %2F} and {@code %5C} in a path. */
    public enum EncodedSlashes {
        /** It stays encoded and is an ordinary character of its segment. */
        KEEP,
        /** The request is answered 400. */
        REJECT
    }
}
