package io.highgate.gateway.upstream;

import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.balance.ConsistentHash;
import io.highgate.traffic.balance.First;
import io.highgate.traffic.balance.LeastInFlight;
import io.highgate.traffic.balance.PeakEwma;
import io.highgate.traffic.balance.RoundRobin;
import io.highgate.traffic.balance.Tiers;
import io.highgate.traffic.balance.WeightedRandom;
import io.highgate.traffic.balance.Zones;
import java.util.List;
import java.util.Objects;

/** Puts an upstream's balancer together: the policy it asks for, within zones, within tiers. Pure. */
final class Balancing {

    private static final String NOWHERE = "";

    private Balancing() {}

    static Balancer of(UpstreamSpec spec) {
        Balancer policy = switch (spec.balancer()) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_IN_FLIGHT -> new LeastInFlight();
            case PEAK_EWMA -> new PeakEwma();
            case CONSISTENT_HASH -> new ConsistentHash(ConsistentHash.USUAL_FACTOR);
            case RANDOM -> new WeightedRandom();
            case FIRST -> new First();
        };
        return tiers(spec.endpoints(), zones(spec, policy));
    }

    private static Balancer zones(UpstreamSpec spec, Balancer within) {
        String own = spec.preferZone();
        if (own == null) {
            return within;
        }
        List<String> zones = spec.endpoints().stream()
                .map(it -> Objects.requireNonNullElse(it.zone(), NOWHERE))
                .toList();
        return new Zones(zones, own, within);
    }

    private static Balancer tiers(List<EndpointSpec> endpoints, Balancer within) {
        int[] tiers = endpoints.stream().mapToInt(EndpointSpec::tier).toArray();
        boolean several =
                endpoints.stream().mapToInt(EndpointSpec::tier).distinct().count() > 1;
        return several ? new Tiers(tiers, Tiers.USUAL_OVERPROVISIONING, within) : within;
    }
}
