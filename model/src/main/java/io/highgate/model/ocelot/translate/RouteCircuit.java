package io.highgate.model.ocelot.translate;

import io.highgate.base.unit.Ratio;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotOptions.Qos;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker that QoSOptions ask for: of the route alone, with one probe. Ocelot 20 counts
 * missing answers in a row; Ocelot 25 counts statuses from 500 to 508 too, in a row or as a share, and
 * takes values out of range for mistakes. Pure but for the findings.
 */
final class RouteCircuit {

    private static final int USUAL_BREAK_20 = 1;
    private static final int LEAST_THROUGHPUT = 2;
    private static final int USUAL_THROUGHPUT = 100;
    private static final int LEAST_BREAK = 500;
    private static final int USUAL_BREAK = 5_000;
    private static final int LEAST_SAMPLING = 500;
    private static final int USUAL_SAMPLING = 30_000;
    private static final double USUAL_RATIO = 0.1;

    private final OcelotRoute route;
    private final Findings findings;

    private RouteCircuit(OcelotRoute route, Findings findings) {
        this.route = route;
        this.findings = findings;
    }

    static @Nullable BreakerSpec of(OcelotRoute route, Findings findings) {
        Qos qos = route.options().qos();
        Integer after = qos.breakAfter();
        if (after == null || after <= 0) {
            return null;
        }
        RouteCircuit circuit = new RouteCircuit(route, findings);
        return findings.compat().is25() ? circuit.of25(qos, after) : of20(qos, after);
    }

    private static BreakerSpec of20(Qos qos, int after) {
        Integer millis = qos.breakMillis();
        Duration openFor = Duration.ofMillis(millis == null ? USUAL_BREAK_20 : Math.max(millis, USUAL_BREAK_20));
        return spec(openFor, after, BreakerSpec.Failures.NO_ANSWER);
    }

    private BreakerSpec of25(Qos qos, int after) {
        int throughput = least(after, LEAST_THROUGHPUT, USUAL_THROUGHPUT, "a throughput");
        int millis = orUsual(qos.breakMillis(), LEAST_BREAK + 1, USUAL_BREAK, "a break in ms");
        BreakerSpec inRow = spec(Duration.ofMillis(millis), throughput, BreakerSpec.Failures.SERVER_ERRORS_TO_508);
        Double ratio = qos.failureRatio();
        if (ratio == null) {
            return inRow;
        }
        int sampling = orUsual(qos.samplingMillis(), LEAST_SAMPLING + 1, USUAL_SAMPLING, "a SamplingDuration in ms");
        BreakerSpec shared = SpecShape.with(
                SpecShape.with(inRow, "consecutiveFailures", null), "window", Duration.ofMillis(sampling));
        return SpecShape.with(SpecShape.with(shared, "failureRatio", ratio(ratio)), "minimumVolume", throughput);
    }

    private Ratio ratio(double share) {
        if (share > 0 && share <= 1) {
            return Ratio.ofShare(share);
        }
        findings.warning(
                route.at("QoSOptions"),
                "a FailureRatio of " + share + " lies outside of 0 to 1: in Ocelot 25 it is " + USUAL_RATIO
                        + " instead");
        return Ratio.ofShare(USUAL_RATIO);
    }

    private int orUsual(@Nullable Integer value, int least, int usual, String what) {
        return value == null ? usual : least(value, least, usual, what);
    }

    private int least(int value, int least, int usual, String what) {
        if (value >= least) {
            return value;
        }
        findings.warning(
                route.at("QoSOptions"),
                what + " of " + value + " is too small for Ocelot 25: it is " + usual + " instead; the least is "
                        + least);
        return usual;
    }

    private static BreakerSpec spec(Duration openFor, int inRow, BreakerSpec.Failures failures) {
        BreakerSpec usual = SpecShape.defaults(BreakerSpec.class);
        return new BreakerSpec(
                usual.window(),
                usual.failureRatio(),
                usual.minimumVolume(),
                inRow,
                openFor,
                1,
                1,
                null,
                failures,
                BreakerSpec.Scope.ROUTE);
    }
}
