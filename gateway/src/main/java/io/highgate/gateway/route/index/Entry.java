package io.highgate.gateway.route.index;

import io.highgate.model.spec.RouteSpec;

/**
 * A route as the index knows it: what it asks of a request, not what it does with it. Immutable.
 *
 * @param order its place in the configuration
 */
public record Entry(RouteSpec spec, int order, Conditions conditions) {

    public static Entry of(RouteSpec spec, int order) {
        return new Entry(spec, order, Conditions.of(spec));
    }

    public String name() {
        return spec.name();
    }
}
