package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.problem.Suggestion;
import io.highgate.base.unit.HostPort;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.TimeoutsSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the environment win over the files, and says what becomes of each variable that is set for a
 * gateway. An empty variable counts as not set. Confined to one thread.
 */
public final class EnvironmentOverlay {

    private final Problems problems;
    private final Map<String, String> accepted = new TreeMap<>();

    private EnvironmentOverlay(Problems problems) {
        this.problems = problems;
    }

    /**
     * The spec with the environment's settings, and with the listener on port 8000 that there is when
     * none is configured.
     */
    public static GatewaySpec apply(GatewaySpec spec, Map<String, String> environment, Problems problems) {
        EnvironmentOverlay overlay = new EnvironmentOverlay(problems);
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!value.isEmpty()) {
                overlay.take(name, value);
            }
        });
        return overlay.over(spec);
    }

    /** The system's own variables are none of our business: only names of the gateway are looked at. */
    private void take(String name, String value) {
        Optional<KnownVariable> known =
                KnownVariables.ALL.stream().filter(it -> it.isNamed(name)).findFirst();
        Place place = Place.of("environment variable " + name);
        if (known.isEmpty()) {
            if (name.startsWith("GATEWAY_") || name.startsWith("GOVERNANCE_")) {
                List<String> names =
                        KnownVariables.ALL.stream().map(KnownVariable::name).toList();
                problems.warning(place, "is unknown and has no effect" + Suggestion.didYouMean(name, names));
            }
            return;
        }
        String instead = known.get().instead();
        if (!known.get().form().accepts(value.strip())) {
            // The value is not repeated: some of these are secrets.
            problems.error(place, "is not " + known.get().form().wanted());
        } else if (instead != null) {
            problems.unsupported(place, instead);
        } else {
            accepted.put(name, value.strip());
        }
    }

    private GatewaySpec over(GatewaySpec spec) {
        String forward = accepted.getOrDefault("USE_REAL_FORWARD", "1");
        if (forward.equals("0") || forward.equals("false")) {
            problems.unsupported(
                    Place.of("environment variable USE_REAL_FORWARD"),
                    "there is no pretended forwarding; requests are really forwarded");
        }
        return new GatewaySpec(
                listeners(spec.listeners(), accepted.get("GATEWAY_PORT")),
                spec.management(),
                spec.forwarding(),
                spec.limits(),
                timeouts(spec.timeouts(), accepted.get("GATEWAY_PROXY_TIMEOUT_SEC")),
                spec.accessLog(),
                spec.upstreams(),
                spec.filters(),
                spec.routes());
    }

    private static List<ListenerSpec> listeners(List<ListenerSpec> configured, @Nullable String port) {
        List<ListenerSpec> listeners = new ArrayList<>(configured);
        if (listeners.isEmpty()) {
            listeners.add(SpecShape.defaults(ListenerSpec.class));
        }
        if (port != null) {
            ListenerSpec first = listeners.getFirst();
            HostPort bind = new HostPort(first.bind().host(), Integer.parseInt(port));
            listeners.set(
                    0, new ListenerSpec(first.name(), bind, first.proxyProtocol(), first.protocols(), first.tls()));
        }
        return List.copyOf(listeners);
    }

    private static TimeoutsSpec timeouts(TimeoutsSpec configured, @Nullable String seconds) {
        if (seconds == null) {
            return configured;
        }
        Duration perTry =
                Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
        return new TimeoutsSpec(
                configured.connect(),
                perTry,
                configured.idle(),
                configured.headerRead(),
                configured.bodyGrace(),
                configured.keepAlive(),
                configured.drain());
    }
}
