package io.highgate.model.ocelot;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.HostPort;
import io.highgate.model.spec.AccessLogSpec;
import io.highgate.model.spec.ForwardingSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ManagementSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The native defaults, for all that Ocelot does not configure. Pure. */
final class NativeDefaults {

    private NativeDefaults() {}

    static GatewaySpec gateway() {
        return new GatewaySpec(
                List.of(new ListenerSpec("main", HostPort.parse("0.0.0.0:8000"))),
                new ManagementSpec(HostPort.parse("127.0.0.1:8001"), null),
                new ForwardingSpec(List.of(), true, false, "highgate", true, true, ForwardingSpec.EncodedSlashes.KEEP),
                new LimitsSpec(20_000, 10_000, DataSize.ofKiB(8), DataSize.ofKiB(32), 100, null, 1_000_000),
                new TimeoutsSpec(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(30)),
                new AccessLogSpec(AccessLogSpec.Format.OFF, null, DataSize.ofMiB(100), 5, 8192),
                Map.of(),
                List.of(),
                List.of());
    }

    static UpstreamSpec upstream() {
        return new UpstreamSpec(
                List.of(), UpstreamSpec.Balancer.ROUND_ROBIN, false, 10_000, Duration.ofSeconds(4), null, null);
    }
}
