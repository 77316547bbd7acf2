package io.highgate.model.env;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GovernanceSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The center of this machine as the environment has it: {@code GOVERNANCE_PORT} and what belongs to it. Immutable. */
record GovernanceVariables(Map<String, String> accepted) {

    private static final int MOST_FAILURES = 100;

    /** The configured center under these variables. */
    GovernanceSpec over(GovernanceSpec configured) {
        Map<String, Object> patrol = new LinkedHashMap<>();
        put(patrol, "interval", "GOVERNANCE_HEALTH_INTERVAL_SEC", GovernanceVariables::duration);
        put(patrol, "timeout", "GOVERNANCE_HEALTH_TIMEOUT_SEC", GovernanceVariables::duration);
        put(patrol, "threshold", "GOVERNANCE_HEALTH_FAILURE_THRESHOLD", GovernanceVariables::failures);
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("patrol", SpecShape.with(configured.patrol(), patrol));
        put(
                changes,
                "bind",
                "GOVERNANCE_PORT",
                it -> new HostPort(configured.bind().host(), Integer.parseInt(it)));
        put(changes, "masterKey", "HIGHGATE_MASTER_KEY", Secret::new);
        put(changes, "openToLoopback", "GOVERNANCE_OPEN_TO_LOOPBACK", it -> it.equals("1") || it.equals("true"));
        return SpecShape.with(configured, changes);
    }

    private void put(Map<String, Object> changes, String setting, String variable, Function<String, Object> meaning) {
        String value = accepted.get(variable);
        if (value != null) {
            changes.put(setting, meaning.apply(value));
        }
    }

    private static int failures(String count) {
        return new BigDecimal(count)
                .max(BigDecimal.ONE)
                .min(BigDecimal.valueOf(MOST_FAILURES))
                .intValue();
    }

    private static Duration duration(String seconds) {
        return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
    }
}
