package io.highgate.gateway.route;

import io.highgate.gateway.http.*;
import io.highgate.model.spec.*;
import java.util.*;

public final class RouteTable {
    final List<Route> routes = new ArrayList<>();
    final List<String> prefix = new ArrayList<>();

    public static RouteTable compile(List<RouteSpec> specs, List<FilterSpec> f) {
        RouteTable t = new RouteTable();
        int i = 0;
        for (RouteSpec s : specs) {
            t.routes.add(new Route(
                    s.name(),
                    i++,
                    new Action.Forward(Objects.requireNonNull(s.upstream()), new Rewrite(), s.timeout())));
        }
        return t;
    }

    public List<Route> routes() {
        return routes;
    }

    public boolean match(RequestHead h, RouteMatch m) {
        if (routes.isEmpty()) return false;
        m.route = routes.getFirst();
        return true;
    }
}
