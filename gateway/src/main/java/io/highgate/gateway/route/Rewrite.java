package io.highgate.gateway.route;

import io.highgate.gateway.http.*;

public final class Rewrite {
    public void apply(RequestHead h, RouteMatch m) {}
}
