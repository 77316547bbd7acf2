package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of endpoints that serve the same thing. Immutable. */
@Doc("A group of endpoints that serve the same thing.")
public record UpstreamSpec(
        @Doc(value = "Where it is served.", required = true) List<EndpointSpec> endpoints,

        @Doc(value = "How one endpoint is chosen.", defaultsTo = "round-robin")
        Balancer balancer,

        @Doc(value = "Sends the client's Host header instead of the endpoint's address.", defaultsTo = "false")
        boolean preserveHost,

        @Doc(
                value = "Connections to one endpoint, over all event loops; further requests are answered 503.",
                defaultsTo = "10000",
                min = 1)
        int maxConnections,

        @Doc(
                value = "How long an unused connection is kept; keep it below the endpoint's own keep-alive time.",
                defaultsTo = "4s")
        Duration keepAlive,

        @Doc("Instead of timeouts.connect.") @Nullable Duration connectTimeout,
        @Doc("Instead of timeouts.perTry.") @Nullable Duration perTryTimeout,

        @Doc("Encrypts the connections to the endpoints; https:// endpoints do so without it.") @Nullable
        UpstreamTlsSpec tls) {

    /** How connections are encrypted, or null if they are not. */
    public @Nullable UpstreamTlsSpec security() {
        if (tls != null) {
            return tls;
        }
        boolean https = endpoints.stream().anyMatch(it -> it.url().scheme() == EndpointUrl.Scheme.HTTPS);
        return https ? UpstreamTlsSpec.standard() : null;
    }

    /** How an endpoint is chosen. */
    public enum Balancer {
        /** In turn, by weight. */
        ROUND_ROBIN,
        /** The one with the fewest requests under way. */
        LEAST_IN_FLIGHT,
        /** Always the first one (Ocelot's NoLoadBalancer). */
        FIRST
    }
}
