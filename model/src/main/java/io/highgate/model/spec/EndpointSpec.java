package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An address the gateway sends to. Immutable. */
@Doc("An address the gateway sends to; just 'host:port' or 'https://host' will do.")
public record EndpointSpec(
        @Doc(
                value = "Host and port, or http:// or https:// and a host; a name is resolved again and again.",
                required = true,
                alias = "address",
                shorthand = true)
        EndpointUrl url,

        @Doc(value = "Its share relative to the others.", defaultsTo = "1", min = 1, max = 1000)
        int weight,

        @Doc(
                value = "Its tier: those of a higher number are asked only when too few of the lower ones can be.",
                defaultsTo = "0",
                min = 0,
                max = 15)
        int tier,

        @Doc("Where it stands; see the upstream's preferZone.") @Nullable
        String zone,

        @Doc("What tells it from others, like version: \"2\"; see a route's subset.")
        Map<String, String> labels) {

    /** An endpoint like any other, that has just a share. */
    public EndpointSpec(EndpointUrl url, int weight) {
        this(url, weight, 0, null, Map.of());
    }

    /** An endpoint whose scheme the upstream decides on. */
    public EndpointSpec(HostPort address, int weight) {
        this(new EndpointUrl(EndpointUrl.Scheme.UNSAID, address), weight);
    }

    /** Where to connect. */
    public HostPort address() {
        return url.address();
    }
}
