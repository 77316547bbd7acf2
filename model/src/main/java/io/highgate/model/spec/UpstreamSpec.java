package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of endpoints that serve the same thing. Immutable. */
@Doc("A group of endpoints that serve the same thing.")
public record UpstreamSpec(
        @Doc("Where it is served; may be left out where endpoints are discovered.")
        List<EndpointSpec> endpoints,

        @Doc("Where more endpoints are found while the gateway runs; nowhere when left out.") @Nullable
        DiscoverSpec discover,

        @Doc(
                value = "Whether it is a cell, which is asked under /api/v1/<name>/ without a route being configured.",
                defaultsTo = "false")
        boolean cell,

        @Doc(
                value = "The most endpoints that discover may yield. Of what DNS says more than that is left out, a"
                        + " longer file is refused.",
                defaultsTo = "1000",
                min = 1,
                max = 10000)
        int maxDiscovered,

        @Doc(value = "How one endpoint is chosen.", defaultsTo = "round-robin")
        Balancer balancer,

        @Doc("What consistent-hash looks at; the client's address when left out.") @Nullable
        HashOnSpec hashOn,

        @Doc("Keeps a client at one endpoint by a cookie.") @Nullable
        StickySpec sticky,

        @Doc("How long an endpoint that is new or back takes to get its full share; at once when left out.") @Nullable
        Duration slowStart,

        @Doc("The zone of this gateway: endpoints there are preferred.") @Nullable
        String preferZone,

        @Doc("How it is found out which endpoints can be asked.")
        HealthSpec health,

        @Doc("Leaves the upstream alone for a while when too much fails; never when left out.") @Nullable
        BreakerSpec breaker,

        @Doc("When a request that failed is tried again.") RetrySpec retry,
        @Doc("How much the upstream is asked at once.") ConcurrencySpec concurrency,

        @Doc(value = "Sends the client's Host header instead of the endpoint's address.", defaultsTo = "false")
        boolean preserveHost,

        @Doc(
                value = "Connections to one endpoint, over all event loops; further requests are answered 503.",
                defaultsTo = "10000",
                min = 1)
        int maxConnections,

        @Doc(
                value = "How long an unused connection is kept; an endpoint that states a keep-alive time of its own"
                        + " shortens it to a second less than that.",
                defaultsTo = "4s")
        Duration keepAlive,

        @Doc(value = "What is spoken with the endpoints.", defaultsTo = "http1")
        Protocol protocol,

        @Doc(
                value = "Requests under way at once over one HTTP/2 connection, if the endpoint allows as many.",
                defaultsTo = "100",
                min = 1,
                max = 100000)
        int maxStreams,

        @Doc("Whether silent HTTP/2 connections are asked for a sign of life; never when left out.") @Nullable
        PingSpec ping,

        @Doc("Instead of timeouts.connect.") @Nullable Duration connectTimeout,
        @Doc("Instead of timeouts.perTry.") @Nullable Duration perTryTimeout,

        @Doc("How long all tries of a request may take together, until the answer begins; no limit when left out.")
        @Nullable
        Duration overallTimeout,

        @Doc("Encrypts the connections to the endpoints; https:// endpoints do so without it.") @Nullable
        UpstreamTlsSpec tls) {

    /** How connections are encrypted, or null if they are not. */
    public @Nullable UpstreamTlsSpec security() {
        if (tls != null) {
            return tls;
        }
        boolean https = endpoints.stream().anyMatch(it -> it.url().scheme() == EndpointUrl.Scheme.HTTPS);
        boolean found = discover instanceof DiscoverSpec.Dns dns
                && dns.addresses().url().scheme() == EndpointUrl.Scheme.HTTPS;
        return https || found ? UpstreamTlsSpec.standard() : null;
    }

    /** What is spoken with the endpoints. */
    public enum Protocol {
        /** HTTP/1.1. */
        HTTP1,
        /** HTTP/2; without TLS from the first octet on, known beforehand. */
        HTTP2,
        /** What the TLS handshake agrees on (ALPN); HTTP/1.1 without TLS. */
        AUTO
    }

    /** How an endpoint is chosen. */
    public enum Balancer {
        /** In turn, by weight. */
        ROUND_ROBIN,
        /** The one with the fewest requests under way; of many endpoints, the better of two by chance. */
        LEAST_IN_FLIGHT,
        /** The better of two by chance, by how fast it was lately and what it has to do. */
        PEAK_EWMA,
        /** By what requests have in common; one that has much more to do than others is passed over. */
        CONSISTENT_HASH,
        /** By chance and weight. */
        RANDOM,
        /** Always the first one (Ocelot's NoLoadBalancer). */
        FIRST
    }
}
