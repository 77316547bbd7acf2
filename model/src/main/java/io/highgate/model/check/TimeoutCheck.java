package io.highgate.model.check;

import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks that no time-out is zero: that would mean "at once", which nobody wants. Pure. */
final class TimeoutCheck {

    private TimeoutCheck() {}

    static void check(GatewaySpec spec, Report report) {
        for (Setting setting : SpecShape.of(TimeoutsSpec.class).settings()) {
            // Draining for no time at all is a choice that can be meant.
            if (!setting.name().equals("drain")) {
                positive((Duration) setting.valueIn(spec.timeouts()), "timeouts." + setting.name(), report);
            }
        }
        spec.upstreams().forEach((name, upstream) -> upstream(upstream, "upstreams." + name, report));
        for (int i = 0; i < spec.routes().size(); i++) {
            RouteSpec route = spec.routes().get(i);
            positive(route.timeout(), "routes[" + i + "].timeout", report);
        }
    }

    private static void upstream(UpstreamSpec upstream, String path, Report report) {
        positive(upstream.connectTimeout(), path + ".connectTimeout", report);
        positive(upstream.perTryTimeout(), path + ".perTryTimeout", report);
        if (upstream.ping() != null) {
            positive(upstream.ping().every(), path + ".ping.every", report);
            positive(upstream.ping().timeout(), path + ".ping.timeout", report);
        }
    }

    private static void positive(@Nullable Duration duration, String path, Report report) {
        if (duration != null && duration.isZero()) {
            report.error(path, "must be longer than 0; leave it out for the default");
        }
    }
}
