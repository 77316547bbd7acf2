package io.highgate.model.ocelot.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTarget;
import io.highgate.model.ocelot.OcelotTarget.Host;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What must hold for a route, looked at alone. Pure but for the findings. */
public final class RouteCheck {

    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");
    private static final List<String> BALANCERS =
            List.of("NoLoadBalancer", "RoundRobin", "LeastConnection", "CookieStickySessions");

    private final Findings findings;
    private final TemplateCheck templates;

    public RouteCheck(Findings findings) {
        this.findings = findings;
        this.templates = new TemplateCheck(findings);
    }

    /** Whether the route can be used; if not, lenient reading goes on without it. */
    public boolean usable(OcelotRoute route) {
        boolean match = match(route);
        boolean downstream = templates.downstream(
                route.at("DownstreamPathTemplate"), route.target().template());
        boolean target = target(route);
        balancer(route);
        return match && downstream && target;
    }

    /** Whether the aggregate or route says clearly which requests it is for. */
    public boolean match(Candidate candidate) {
        String host = candidate.match().host();
        if (host != null && (host.contains("*") || host.contains(":") || host.contains("/"))) {
            findings.error(
                    candidate.at("UpstreamHost"),
                    "'" + host + "' never matches in Ocelot, which compares the name of the host exactly;"
                            + " write a name without port, path or '*'");
            return false;
        }
        return templates.upstream(
                candidate.at("UpstreamPathTemplate"), candidate.match().template());
    }

    private boolean target(OcelotRoute route) {
        OcelotTarget target = route.target();
        boolean usable = true;
        if (target.serviceName() == null && target.hosts().isEmpty()) {
            findings.error(
                    route.place(),
                    "the route has no DownstreamHostAndPorts, and no ServiceName either; nobody knows where to send to");
            usable = false;
        }
        if (target.serviceName() == null) {
            for (Host host : target.hosts()) {
                usable &= host(host);
            }
        }
        String scheme = target.scheme();
        if (scheme != null && !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            findings.error(
                    route.at("DownstreamScheme"),
                    "'" + scheme + "' is not one of http, https, ws, wss" + Suggestion.didYouMean(scheme, SCHEMES));
            usable = false;
        }
        return usable;
    }

    private boolean host(Host host) {
        String wrong = wrong(host);
        if (wrong != null) {
            findings.error(host.place(), wrong);
        }
        return wrong == null;
    }

    private static @Nullable String wrong(Host host) {
        String name = host.name();
        if (name == null) {
            return "Host is missing; write the name or address of the endpoint";
        }
        if (name.contains("/") || name.chars().anyMatch(c -> c <= ' ')) {
            return "'" + name + "' is not the name of a host; write it without scheme and path";
        }
        if (host.port() < 0 || host.port() > 65_535) {
            return "Port " + host.port() + " does not lie between 0 and 65535";
        }
        return null;
    }

    private void balancer(OcelotRoute route) {
        String type = route.options().balancing().type();
        if (type != null && BALANCERS.stream().noneMatch(type::equalsIgnoreCase)) {
            findings.error(
                    route.at("LoadBalancerOptions"),
                    "'" + type + "' is not a balancer; choose one of " + String.join(", ", BALANCERS)
                            + Suggestion.didYouMean(type, BALANCERS));
        }
    }
}
