package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.RouteSpec.NoneLeft;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.balance.Subset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of an upstream that routes name by labels, each with a balancer of its own; made when the
 * first request asks for one, as many as there are different ones among the routes. Thread-safe.
 */
final class Subsets {

    private final UpstreamSpec spec;
    private final Members members;
    private final List<Map<String, String>> labels;
    private final Map<Member, Map<String, String>> ofMember = new HashMap<>();
    private final Map<Wanted, Balancer> made = new ConcurrentHashMap<>();

    private record Wanted(Map<String, String> labels, NoneLeft otherwise) {}

    Subsets(UpstreamSpec spec, Members members) {
        this.spec = spec;
        this.members = members;
        this.labels = spec.endpoints().stream().map(EndpointSpec::labels).toList();
        for (int i = 0; i < labels.size(); i++) {
            ofMember.put(members.all().get(i), labels.get(i));
        }
    }

    /** Chooses among those that the route names. */
    Balancer among(RouteSpec route) {
        return made.computeIfAbsent(new Wanted(route.subset(), route.subsetElse()), this::make);
    }

    private Balancer make(Wanted wanted) {
        Subset.Fallback fallback = wanted.otherwise() == NoneLeft.ANY ? Subset.Fallback.ANY : Subset.Fallback.NONE;
        Balancer subset = new Subset(labels, wanted.labels(), fallback, Balancing.of(spec));
        subset.prepare(members);
        return subset;
    }

    /** Whether the request's route lets that member be asked. */
    boolean has(Exchange exchange, Member member) {
        Route route = exchange.route();
        Map<String, String> wanted = route == null ? Map.of() : route.spec().subset();
        Map<String, String> own = ofMember.getOrDefault(member, Map.of());
        return wanted.isEmpty() || own.entrySet().containsAll(wanted.entrySet());
    }
}
