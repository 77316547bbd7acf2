package io.highgate.gateway.identity;

import io.highgate.gateway.route.Route;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.GatewaySpec;
import org.jspecify.annotations.Nullable;

/** Which rule holds for a route. Pure. */
final class Access {

    private Access() {}

    /** The route's own, or else the one for all; null if everybody may call. */
    static @Nullable AccessSpec of(GatewaySpec spec, Route route) {
        AccessSpec own = route.spec().access();
        return own == null ? spec.access() : own;
    }
}
