package io.highgate.model.ocelot.translate;

import io.highgate.base.unit.HostPort;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTarget;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.RetrySpec;
import io.highgate.model.spec.StickySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamSpec.Balancer;
import io.highgate.model.spec.UpstreamTlsSpec;
import io.highgate.model.spec.UpstreamTlsSpec.Verify;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects one upstream for each distinct group of endpoints, balancer, circuit and number of connections, under
 * a readable name. Confined to one thread.
 */
final class Upstreams {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** What Ocelot looks for when no Key is given. */
    private static final String USUAL_SESSION = ".AspNetCore.Session";

    private final Findings findings;
    private final UpstreamSpec pattern;
    private final @Nullable Services services;
    private final Map<UpstreamSpec, String> names = new LinkedHashMap<>();
    private final Names free = new Names();

    /**
     * Begins with none.
     *
     * @param pattern a spec with all its defaults
     * @param services where they are looked up, if anywhere
     */
    Upstreams(Findings findings, UpstreamSpec pattern, @Nullable Services services) {
        this.services = services;
        this.findings = findings;
        this.pattern = pattern;
    }

    /** The name of the upstream that a route forwards to. */
    String nameFor(OcelotRoute route) {
        OcelotTarget target = route.target();
        OcelotOptions options = route.options();
        BreakerSpec breaker = RouteCircuit.of(route, findings);
        UpstreamSpec spec = pattern;
        if (services != null && target.serviceName() != null) {
            spec = SpecShape.with(spec, "discover", services.discover(target));
            unread(route);
        } else {
            spec = SpecShape.with(spec, "endpoints", endpoints(target));
        }
        spec = SpecShape.with(spec, "balancer", balancer(options.balancing()));
        spec = SpecShape.with(spec, "sticky", sticky(options.balancing()));
        spec = SpecShape.with(spec, "breaker", breaker);
        spec = SpecShape.with(spec, "retry", breaker == null ? pattern.retry() : once(pattern.retry()));
        spec = SpecShape.with(
                spec, "maxConnections", connections(options.handler().maxConnections()));
        spec = SpecShape.with(spec, "tls", security(target));
        return names.computeIfAbsent(spec, it -> free.take(name(it, target)));
    }

    /** A circuit of Ocelot counts requests; tries of our own would open it before the client has seen as many failures. */
    private static RetrySpec once(RetrySpec usual) {
        return SpecShape.with(usual, "count", 0);
    }

    /** The cookie is the application's; without one nobody is kept anywhere. */
    private static @Nullable StickySpec sticky(OcelotOptions.Balancing balancing) {
        String key = balancing.key();
        StickySpec usual = SpecShape.defaults(StickySpec.class);
        return balancing.isSticky()
                ? new StickySpec(
                        key == null ? USUAL_SESSION : key, usual.ttl(), null, true, StickySpec.FailOver.ELSEWHERE)
                : null;
    }

    /** Ocelot verifies as .NET does, unless a route says that any certificate will do. */
    private static @Nullable UpstreamTlsSpec security(OcelotTarget target) {
        if (!target.secure()) {
            return null;
        }
        UpstreamTlsSpec standard = UpstreamTlsSpec.standard();
        Verify verify = target.anyCertificate() ? Verify.NONE : Verify.FULL;
        return new UpstreamTlsSpec(verify, null, List.of(), null, standard.minVersion());
    }

    private int connections(@Nullable Integer asked) {
        boolean unlimited = asked == null || asked <= 0 || asked == Integer.MAX_VALUE;
        return asked == null || unlimited ? pattern.maxConnections() : asked;
    }

    Map<String, UpstreamSpec> all() {
        Map<String, UpstreamSpec> byName = new LinkedHashMap<>();
        names.forEach((spec, name) -> byName.put(name, spec));
        return byName;
    }

    /** An endpoint that is listed twice gets twice the share, as it does in Ocelot. */
    private static List<EndpointSpec> endpoints(OcelotTarget target) {
        Map<HostPort, Integer> weights = new LinkedHashMap<>();
        for (OcelotTarget.Host host : target.hosts()) {
            String name = host.name();
            if (name != null) {
                int usual = target.secure() ? HTTPS_PORT : HTTP_PORT;
                int port = host.port() == 0 ? usual : host.port();
                weights.merge(new HostPort(withoutBrackets(name.strip()), port), 1, Integer::sum);
            }
        }
        List<EndpointSpec> endpoints = new ArrayList<>();
        weights.forEach((address, weight) -> endpoints.add(new EndpointSpec(address, weight)));
        return endpoints;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Balancer balancer(OcelotOptions.Balancing balancing) {
        String type = balancing.type();
        return switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "roundrobin", "cookiestickysessions" -> Balancer.ROUND_ROBIN;
            case "leastconnection" -> Balancer.LEAST_IN_FLIGHT;
            default -> Balancer.FIRST;
        };
    }

    /** As in Ocelot, the service wins. */
    private void unread(OcelotRoute route) {
        if (!route.target().hosts().isEmpty()) {
            findings.warning(
                    route.at("DownstreamHostAndPorts"),
                    "nothing reads them: the route has a ServiceName; take one out");
        }
    }

    private String name(UpstreamSpec spec, OcelotTarget target) {
        if (services != null && spec.discover() != null) {
            String service = Names.slug(String.valueOf(target.serviceName()));
            return (spec.tls() == null ? "" : "https-") + services.word() + "-" + service;
        }
        String first = spec.endpoints().getFirst().address().toString();
        int others = spec.endpoints().size() - 1;
        return (spec.tls() == null ? "" : "https-")
                + Names.slug(first)
                + (others == 0 ? "" : "-and-" + others + "-more");
    }
}
