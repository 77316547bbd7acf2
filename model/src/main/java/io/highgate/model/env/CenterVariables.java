package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.CenterSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The centers as the environment names them: {@code GOVERNANCE_URL} and what belongs to it. Confined to one thread. */
record CenterVariables(Map<String, String> accepted, Problems problems) {

    private static final String URLS = "GOVERNANCE_URL";
    private static final int MOST_RETRIES = 100;

    /** The variables that change how a center is asked, and name none. */
    private static final List<String> ASIDE = List.of(
            "GATEWAY_CENTER_KEY",
            "GATEWAY_CENTER_SECRET",
            "GOVERNANCE_DISCOVERY_RETRY",
            "GOVERNANCE_DISCOVERY_TIMEOUT",
            "GOVERNANCE_DISCOVERY_BACKOFF_BASE");

    /** The configured centers under these variables; null where there are none. */
    @Nullable
    CenterSpec over(@Nullable CenterSpec configured) {
        if (configured == null && !accepted.containsKey(URLS)) {
            ASIDE.stream()
                    .filter(accepted::containsKey)
                    .forEach(it -> problems.warning(
                            Place.of("environment variable " + it), "has no effect: GOVERNANCE_URL names no center"));
            return null;
        }
        CenterSpec center = configured == null ? SpecShape.defaults(CenterSpec.class) : configured;
        Map<String, Object> changes = new LinkedHashMap<>();
        put(changes, "urls", URLS, this::urls);
        put(changes, "key", "GATEWAY_CENTER_KEY", it -> it);
        put(changes, "secret", "GATEWAY_CENTER_SECRET", Secret::new);
        put(changes, "retries", "GOVERNANCE_DISCOVERY_RETRY", CenterVariables::retries);
        put(changes, "timeout", "GOVERNANCE_DISCOVERY_TIMEOUT", CenterVariables::duration);
        put(changes, "backOff", "GOVERNANCE_DISCOVERY_BACKOFF_BASE", CenterVariables::duration);
        return SpecShape.with(center, changes);
    }

    private void put(
            Map<String, Object> changes,
            String setting,
            String variable,
            java.util.function.Function<String, Object> meaning) {
        String value = accepted.get(variable);
        if (value != null) {
            changes.put(setting, meaning.apply(value));
        }
    }

    private List<EndpointUrl> urls(String text) {
        List<EndpointUrl> urls = new ArrayList<>();
        for (String url : text.split(",", -1)) {
            try {
                urls.add(EndpointUrl.parse(url));
            } catch (IllegalArgumentException e) {
                problems.error(Place.of("environment variable " + URLS), String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(urls);
    }

    private static Object retries(String count) {
        return new BigDecimal(count).min(BigDecimal.valueOf(MOST_RETRIES)).intValue();
    }

    private static Object duration(String seconds) {
        return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
    }
}
