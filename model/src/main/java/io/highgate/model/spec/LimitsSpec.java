package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import org.jspecify.annotations.Nullable;

/** Upper bounds. Each has a metric that counts how often it was hit. Immutable. */
@Doc("Upper bounds for everything that a client can make grow.")
public record LimitsSpec(
        @Doc(value = "Client connections open at once; further ones are closed at once.", defaultsTo = "20000", min = 1)
        int connections,

        @Doc(
                value = "Requests under way at once; further ones are answered 503 OVERLOADED.",
                defaultsTo = "10000",
                min = 1)
        int inFlight,

        @Doc(value = "Length of the request target; longer is answered 414.", defaultsTo = "8KiB")
        DataSize uri,

        @Doc(value = "Size of a request's header section; larger is answered 431.", defaultsTo = "32KiB")
        DataSize headers,

        @Doc(value = "Number of header fields; more are answered 431.", defaultsTo = "100", min = 1, max = 10000)
        int headerCount,

        @Doc("Size of a request's body; larger is answered 413. Unlimited when left out.") @Nullable
        DataSize body,

        @Doc(value = "Requests served over one connection before it is closed.", defaultsTo = "1000000", min = 1)
        int requestsPerConnection,

        @Doc(
                value = "Connections that one client may have open on a listener; further ones are closed at once. A"
                        + " client is an IPv4 address or an IPv6 /64; forwarding.trustedProxies do not count. No limit"
                        + " when left out, because behind one address may be a whole company or a load balancer.",
                min = 1)
        @Nullable
        Integer connectionsPerClient,

        @Doc(
                value = "Bytes per second that a request's body must come at until the answer begins, over any stretch"
                        + " of timeouts.bodyGrace in which the gateway reads; slower is answered 408 BODY_TOO_SLOW. 0B"
                        + " allows any rate. Calls of gRPC over HTTP/2 are not measured.",
                defaultsTo = "240B")
        DataSize minBodyRate,

        @Doc(value = "Requests under way at once on one HTTP/2 connection.", defaultsTo = "128", min = 1, max = 10000)
        int concurrentStreams,

        @Doc(
                value = "WebSockets open or asked for at once; further ones are answered 503 OVERLOADED. Each also"
                        + " counts for inFlight.",
                defaultsTo = "10000",
                min = 0)
        int webSockets,

        @Doc(
                "Bytes that all clients and endpoints together may leave unread in the gateway's buffers. From half of it on"
                        + " the gateway reads less ahead; beyond it the connections that have taken nothing for longest are"
                        + " cut; while that does not help, requests are answered 503 OVERLOADED. At most half of"
                        + " -XX:MaxDirectMemorySize, which it is when left out.")
        @Nullable
        DataSize buffers) {

    /** Octets that a request's body may have. */
    public long bodyOctets() {
        return body == null ? Long.MAX_VALUE : body.bytes();
    }
}
