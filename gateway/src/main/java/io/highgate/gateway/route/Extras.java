package io.highgate.gateway.route;

import io.highgate.base.unit.Durations;
import io.highgate.base.unit.Ratio;
import io.highgate.model.spec.FaultSpec;
import io.highgate.model.spec.MirrorSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.List;

/** What a route does to requests that they do not need: faults made on purpose, and copies. Pure. */
final class Extras {

    private Extras() {}

    /** A line for each thing that may happen, in the order of the request path. */
    static List<String> of(RouteSpec route) {
        List<String> lines = new ArrayList<>();
        FaultSpec fault = route.fault();
        if (fault != null && fault.delay() != null) {
            lines.add("fault: " + share(fault.delay().share()) + " wait "
                    + Durations.print(fault.delay().time()));
        }
        if (fault != null && fault.abort() != null) {
            lines.add("fault: " + share(fault.abort().share()) + " are answered "
                    + fault.abort().status());
        }
        if (fault != null && fault.byHeader()) {
            lines.add("fault: as X-Highgate-Fault asks for, delays up to " + Durations.print(fault.longest()));
        }
        MirrorSpec mirror = route.mirror();
        if (mirror != null) {
            lines.add("mirror: " + share(mirror.share()) + " are copied to " + mirror.upstream());
        }
        return lines;
    }

    private static String share(Ratio share) {
        return share.basisPoints() == Ratio.WHOLE ? "all requests" : share + " of requests";
    }
}
