package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;

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
        int weight) {

    /** An endpoint whose scheme the upstream decides on. */
    public EndpointSpec(HostPort address, int weight) {
        this(new EndpointUrl(EndpointUrl.Scheme.UNSAID, address), weight);
    }

    /** Where to connect. */
    public HostPort address() {
        return url.address();
    }
}
