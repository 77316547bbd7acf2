package io.highgate.gateway.upstream.discover;

import io.highgate.base.unit.HostPort;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.EndpointSpec;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of an upstream, and who says so. Immutable.
 *
 * @param spec by what name it goes, and its share
 * @param address where it is, if that is known beyond its name
 */
public record Found(EndpointSpec spec, @Nullable InetAddress address, By by) {

    /** Who named an endpoint. */
    public enum By {
        CONFIG,
        DNS,
        SRV,
        FILE,
        CENTER,
        EUREKA,
        CONSUL,
        NACOS,
        KUBERNETES
    }

    /** One that the configuration names. */
    public static Found configured(EndpointSpec spec) {
        return new Found(spec, null, By.CONFIG);
    }

    static Found at(HostPort name, Share share, InetAddress address, By by) {
        EndpointSpec spec = new EndpointSpec(name, share.weight());
        spec = share.tier() == 0 ? spec : SpecShape.with(spec, "tier", share.tier());
        spec = share.zone() == null ? spec : SpecShape.with(spec, "zone", share.zone());
        return new Found(spec, address, by);
    }

    /** What it is given of the traffic. */
    record Share(int weight, int tier, @Nullable String zone) {}

    /** The name that it is asked by. */
    public HostPort name() {
        return spec.address();
    }

    @Override
    public String toString() {
        return address == null ? name().toString() : name() + "@" + address.getHostAddress();
    }
}
