package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotRoute;
import java.time.Duration;

/** How long Ocelot waits for the head of a response. Pure but for the findings. */
final class RouteTimeout {

    /** What Ocelot waits when nothing is said. */
    private static final Duration USUAL = Duration.ofSeconds(90);
    /** Ocelot 25 takes a time-out up to this one for a mistake. */
    private static final int TOO_SHORT_MILLIS = 10;
    /** And uses this one instead. */
    private static final Duration INSTEAD = Duration.ofSeconds(30);

    private RouteTimeout() {}

    static Duration of(OcelotRoute route, Findings findings) {
        boolean is25 = findings.compat().is25();
        Integer millis = route.options().qos().timeoutMillis();
        if (millis != null && millis > 0) {
            if (!is25 || millis > TOO_SHORT_MILLIS) {
                return Duration.ofMillis(millis);
            }
            Place place = route.at("QoSOptions");
            findings.warning(
                    place,
                    "a time-out of " + millis
                            + " ms is too short for Ocelot 25: it is 30 s instead; it is given in ms");
            return INSTEAD;
        }
        Integer seconds = route.options().timeoutSeconds();
        if (seconds == null || seconds <= 0) {
            return USUAL;
        }
        if (!is25) {
            findings.warning(
                    route.at("Timeout"),
                    "nothing reads Timeout in Ocelot 20: it is 90 s; set QoSOptions.TimeoutValue (in ms)");
            return USUAL;
        }
        return Duration.ofSeconds(seconds);
    }
}
