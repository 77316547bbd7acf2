package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;

/** An address the gateway sends to. Immutable. */
@Doc("An address the gateway sends to; just 'host:port' will do.")
public record EndpointSpec(
        @Doc(value = "Host and port; a name is resolved again and again.", required = true, shorthand = true)
        HostPort address,

        @Doc(value = "Its share relative to the others.", defaultsTo = "1", min = 1, max = 1000)
        int weight) {}
