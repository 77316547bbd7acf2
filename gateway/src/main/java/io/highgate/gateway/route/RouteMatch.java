package io.highgate.gateway.route;

import io.highgate.gateway.http.*;
import org.jspecify.annotations.Nullable;

public final class RouteMatch {
    @Nullable
    Route route;

    public Route route() {
        if (route == null) throw new IllegalStateException();
        return route;
    }

    public boolean isFound() {
        return route != null;
    }

    public @Nullable String capture(String n, RequestHead h) {
        return null;
    }
}
