package io.highgate.gateway.upstream;

import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.ConcurrencySpec;
import io.highgate.model.spec.HealthSpec;
import io.highgate.model.spec.OutlierSpec;
import io.highgate.model.spec.ProbeSpec;
import io.highgate.model.spec.RetrySpec;
import io.highgate.traffic.breaker.BreakerSettings;
import io.highgate.traffic.breaker.Faults;
import io.highgate.traffic.breaker.TripRule;
import io.highgate.traffic.health.EjectionSettings;
import io.highgate.traffic.health.HealthSettings;
import io.highgate.traffic.health.OutlierSettings;
import io.highgate.traffic.health.ProbeSettings;
import io.highgate.traffic.overload.BulkheadSettings;
import io.highgate.traffic.retry.RetryBudgetSettings;
import java.time.Duration;

/** What a configuration says of an upstream, in the words of the policies. Pure. */
final class Terms {

    /** A probe that was never heard of again. */
    private static final Duration LOST = Duration.ofSeconds(90);

    private static final Duration BUDGET_WINDOW = Duration.ofSeconds(10);
    private static final double JITTER = 0.1;

    /** So many requests never come within a window. */
    private static final int UNREACHED = 1_000_000;

    private static final int SUSPICION = 10;
    private static final int LONGEST_EJECTION = 30;

    /** More than there can be. */
    private static final int EVERYBODY = 10_000_000;

    private Terms() {}

    static HealthSettings health(HealthSpec spec) {
        OutlierSpec passive = spec.passive();
        ProbeSpec active = spec.active();
        ProbeSettings probes = active == null
                ? ProbeSettings.usual()
                : new ProbeSettings(
                        active.interval(), JITTER, active.unhealthyAfter(), active.healthyAfter(), SUSPICION);
        EjectionSettings ejection = new EjectionSettings(
                passive.ejectFor(),
                passive.ejectFor().multipliedBy(LONGEST_EJECTION),
                passive.ejectFor().multipliedBy(3),
                spec.maxEjected().share(),
                spec.failOpenBelow().share());
        return new HealthSettings(probes, outliers(passive), ejection);
    }

    private static OutlierSettings outliers(OutlierSpec passive) {
        Integer factor = passive.slowerThanPeers();
        if (!passive.on()) {
            return new OutlierSettings(0, 1, passive.window(), UNREACHED, 0, Duration.ZERO);
        }
        return new OutlierSettings(
                passive.consecutiveFailures(),
                Math.max(passive.failureRatio().share(), 0.0001),
                passive.window(),
                passive.minimumVolume(),
                factor == null ? 0 : factor,
                Duration.ofMillis(50));
    }

    static BreakerSettings breaker(BreakerSpec spec) {
        Integer inRow = spec.consecutiveFailures();
        TripRule rule = inRow == null
                ? new TripRule.Ratio(spec.window(), Math.max(spec.failureRatio().share(), 0.0001), spec.minimumVolume())
                : new TripRule.Consecutive(inRow);
        return new BreakerSettings(rule, spec.openFor(), spec.probes(), spec.successesToClose(), LOST);
    }

    /** Which answers count against a circuit. */
    static Faults faults(BreakerSpec spec) {
        Faults faults = switch (spec.failures()) {
            case NO_ANSWER -> Faults.ocelot20();
            case SERVER_ERRORS -> Faults.serverErrors();
            case SERVER_ERRORS_TO_508 -> Faults.ocelot25();
        };
        Duration slow = spec.slowerThan();
        return slow == null ? faults : faults.withSlow(slow);
    }

    static RetryBudgetSettings budget(RetrySpec spec) {
        return new RetryBudgetSettings(spec.budget().share(), spec.budgetFloor(), BUDGET_WINDOW);
    }

    static BulkheadSettings bulkhead(ConcurrencySpec spec) {
        Integer most = spec.inFlight();
        return new BulkheadSettings(most == null ? EVERYBODY : most, spec.pending());
    }
}
