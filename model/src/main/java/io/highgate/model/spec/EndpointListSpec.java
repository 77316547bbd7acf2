package io.highgate.model.spec;

import java.util.List;

/** What stands in a file of endpoints. Immutable. */
@Doc("What stands in a file of endpoints.")
public record EndpointListSpec(
        @Doc(value = "The endpoints, as in an upstream.", required = true)
        List<EndpointSpec> endpoints) {}
