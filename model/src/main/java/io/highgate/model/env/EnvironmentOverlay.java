package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.problem.Suggestion;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.LoginSpec;
import io.highgate.model.spec.OverloadSpec;
import io.highgate.model.spec.RetrySpec;
import io.highgate.model.spec.StoresSpec;
import io.highgate.model.spec.TenancySpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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

    private static final int MOST_RETRIES = 10;
    private static final int MOST_LOGINS = 100_000;
    private static final int MOST_PROBES = 64;
    private static final List<String> BREAKER = List.of(
            "GATEWAY_CB_WINDOW_SEC",
            "GATEWAY_CB_FAILURE_RATIO",
            "GATEWAY_CB_HALF_OPEN_PROBES",
            "GATEWAY_CB_PROBE_SUCCESSES_TO_CLOSE");

    private static final List<String> SESSION = List.of("GATEWAY_SESSION_STORE_URL", "GATEWAY_SESSION_TTL_SEC");

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
        GatewaySpec changed = SpecShape.with(
                spec,
                Map.of(
                        "listeners", listeners(spec.listeners(), accepted.get("GATEWAY_PORT")),
                        "timeouts", timeouts(spec.timeouts(), accepted.get("GATEWAY_PROXY_TIMEOUT_SEC")),
                        "stores", stores(spec.stores()),
                        "rateLimits", LimitVariables.limits(spec.rateLimits(), accepted),
                        "upstreams", upstreams(new CellVariables(accepted, problems).over(spec.upstreams()))));
        changed = SpecShape.with(changed, "tenancy", tenancy(spec.tenancy()));
        changed = SpecShape.with(changed, "overload", overload(spec.overload()));
        changed = SpecShape.with(changed, "login", login(spec.login()));
        changed = SpecShape.with(changed, "center", center(spec.center()));
        changed = SpecShape.with(
                changed, "registries", new RegistryVariables(accepted, problems).over(spec.registries()));
        changed = SpecShape.with(changed, "governance", new GovernanceVariables(accepted).over(spec.governance()));
        String keys = accepted.get("GATEWAY_APP_KEYS");
        changed = keys == null ? changed : AppKeys.apply(changed, keys, problems);
        String signing = accepted.getOrDefault("GATEWAY_SIGNING_SECRET", accepted.get("CELL_SIGNING_SECRET"));
        return signing == null ? changed : SigningSecrets.apply(changed, signing);
    }

    private StoresSpec stores(StoresSpec configured) {
        String redis = accepted.get("GATEWAY_SESSION_STORE_URL");
        String database = accepted.get("GATEWAY_DATABASE_URL");
        StoresSpec stores = redis == null ? configured : SpecShape.with(configured, "redis", new Secret(redis));
        return database == null ? stores : SpecShape.with(stores, "database", new Secret(database));
    }

    private @Nullable TenancySpec tenancy(@Nullable TenancySpec configured) {
        String required = accepted.get("GATEWAY_REQUIRE_TENANT_ID");
        String validate = accepted.get("GATEWAY_VALIDATE_TENANT");
        if (required == null && validate == null) {
            return configured;
        }
        TenancySpec tenancy = configured == null ? SpecShape.defaults(TenancySpec.class) : configured;
        tenancy = required == null ? tenancy : SpecShape.with(tenancy, "required", isOn(required));
        return validate == null ? tenancy : SpecShape.with(tenancy, "validate", isOn(validate));
    }

    /** The light has its switch, and its threshold switches nothing on. */
    private OverloadSpec overload(OverloadSpec configured) {
        String enabled = accepted.get("GATEWAY_TRAFFIC_LIGHT_ENABLED");
        String percent = accepted.getOrDefault("GATEWAY_CPU_THRESHOLD", "80");
        if (enabled == null) {
            return configured;
        }
        return SpecShape.with(configured, "redLight", isOn(enabled) ? Ratio.parse(percent + "%") : null);
    }

    private static boolean isOn(String setting) {
        return setting.equals("1") || setting.equals("true");
    }

    /** Any of the session's variables switches login on, as the system that reads them has it. */
    private @Nullable LoginSpec login(@Nullable LoginSpec configured) {
        if (configured == null && SESSION.stream().noneMatch(accepted::containsKey)) {
            return null;
        }
        LoginSpec login = configured == null ? SpecShape.defaults(LoginSpec.class) : configured;
        String ttl = accepted.get("GATEWAY_SESSION_TTL_SEC");
        String rate = accepted.get("GATEWAY_LOGIN_RATE_PER_IP_PER_MIN");
        String password = accepted.get("HIGHGATE_ADMIN_PASSWORD");
        login = ttl == null ? login : SpecShape.with(login, "sessionTtl", duration(ttl));
        login = rate == null ? login : SpecShape.with(login, "ratePerAddress", bounded(rate, 1, MOST_LOGINS));
        return password == null ? login : SpecShape.with(login, "adminPassword", new Secret(password));
    }

    /** Any of the breaker's variables gives every upstream a breaker, as the system that reads them has. */
    private Map<String, UpstreamSpec> upstreams(Map<String, UpstreamSpec> configured) {
        Map<String, UpstreamSpec> upstreams = new LinkedHashMap<>();
        configured.forEach((name, upstream) -> upstreams.put(name, upstream(upstream)));
        return Collections.unmodifiableMap(upstreams);
    }

    private UpstreamSpec upstream(UpstreamSpec configured) {
        return SpecShape.with(
                SpecShape.with(configured, "retry", retry(configured.retry())),
                "breaker",
                breaker(configured.breaker()));
    }

    /** Cells that only the center knows are upstreams, too. */
    private @Nullable CenterSpec center(@Nullable CenterSpec configured) {
        CenterSpec center = new CenterVariables(accepted, problems).over(configured);
        return center == null ? null : SpecShape.with(center, "cells", upstream(center.cells()));
    }

    private RetrySpec retry(RetrySpec configured) {
        String count = accepted.get("GATEWAY_PROXY_RETRY_COUNT");
        return count == null ? configured : SpecShape.with(configured, "count", bounded(count, 0, MOST_RETRIES));
    }

    private @Nullable BreakerSpec breaker(@Nullable BreakerSpec configured) {
        if (BREAKER.stream().noneMatch(accepted::containsKey)) {
            return configured;
        }
        BreakerSpec breaker = configured == null ? SpecShape.defaults(BreakerSpec.class) : configured;
        String window = accepted.get("GATEWAY_CB_WINDOW_SEC");
        String ratio = accepted.get("GATEWAY_CB_FAILURE_RATIO");
        String probes = accepted.get("GATEWAY_CB_HALF_OPEN_PROBES");
        String successes = accepted.get("GATEWAY_CB_PROBE_SUCCESSES_TO_CLOSE");
        breaker = window == null ? breaker : SpecShape.with(breaker, "window", duration(window));
        breaker = ratio == null ? breaker : SpecShape.with(breaker, "failureRatio", Ratio.parse(ratio));
        breaker = probes == null ? breaker : SpecShape.with(breaker, "probes", bounded(probes, 1, MOST_PROBES));
        return successes == null
                ? breaker
                : SpecShape.with(breaker, "successesToClose", bounded(successes, 1, MOST_PROBES));
    }

    private static int bounded(String number, int least, int most) {
        return new BigDecimal(number)
                .max(BigDecimal.valueOf(least))
                .min(BigDecimal.valueOf(most))
                .intValue();
    }

    private static Duration duration(String seconds) {
        return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
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
        return SpecShape.with(configured, "perTry", duration(seconds));
    }
}
