package io.highgate.gateway.route;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RedirectSpec;
import io.highgate.model.spec.RespondSpec;
import io.highgate.model.spec.RewriteSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a route's spec in one line. Used by one test. */
final class Routes {

    private final String name;
    private List<String> hosts = List.of();
    private List<String> paths = List.of();
    private boolean caseSensitive = true;
    private List<String> methods = List.of();
    private boolean headWithGet = true;
    private final List<MatchSpec> headers = new ArrayList<>();
    private final List<MatchSpec> query = new ArrayList<>();
    private int priority;
    private @Nullable RewriteSpec rewrite;
    private @Nullable RedirectSpec redirect;
    private @Nullable RespondSpec respond;
    private List<FilterSpec> filters = List.of();
    private final Map<String, Object> more = new LinkedHashMap<>();

    private Routes(String name) {
        this.name = name;
    }

    static Routes route(String name, String... paths) {
        Routes route = new Routes(name);
        route.paths = List.of(paths);
        return route;
    }

    Routes hosts(String... those) {
        hosts = List.of(those);
        return this;
    }

    Routes methods(String... those) {
        methods = List.of(those);
        return this;
    }

    Routes withoutHead() {
        headWithGet = false;
        return this;
    }

    Routes anyCase() {
        caseSensitive = false;
        return this;
    }

    Routes priority(int that) {
        priority = that;
        return this;
    }

    Routes header(String field, @Nullable String value) {
        headers.add(new MatchSpec(field, value, null, false));
        return this;
    }

    Routes header(MatchSpec spec) {
        headers.add(spec);
        return this;
    }

    Routes query(MatchSpec spec) {
        query.add(spec);
        return this;
    }

    Routes rewrite(String to, RewriteSpec.Query rule) {
        rewrite = new RewriteSpec(to, rule);
        return this;
    }

    Routes redirect(RedirectSpec spec) {
        redirect = spec;
        return this;
    }

    Routes respond(int status, String body) {
        respond = new RespondSpec(status, "text/plain", body);
        return this;
    }

    Routes filters(FilterSpec... those) {
        filters = List.of(those);
        return this;
    }

    /** Gives any setting a value. */
    Routes with(String setting, Object value) {
        more.put(setting, value);
        return this;
    }

    RouteSpec spec() {
        String upstream = redirect == null && respond == null ? "up-" + name : null;
        Map<String, @Nullable Object> settings = new HashMap<>(more);
        settings.put("name", name);
        settings.put("hosts", hosts);
        settings.put("paths", paths);
        settings.put("caseSensitive", caseSensitive);
        settings.put("methods", methods);
        settings.put("headWithGet", headWithGet);
        settings.put("headers", List.copyOf(headers));
        settings.put("query", List.copyOf(query));
        settings.put("priority", priority);
        settings.putIfAbsent("upstream", upstream);
        settings.put("rewrite", rewrite);
        settings.put("redirect", redirect);
        settings.put("respond", respond);
        settings.put("filters", filters);
        return SpecShape.with(SpecShape.defaults(RouteSpec.class), settings);
    }

    static RouteTable table(Routes... routes) {
        List<RouteSpec> specs = new ArrayList<>();
        for (Routes route : routes) {
            specs.add(route.spec());
        }
        return RouteTable.compile(specs, List.of());
    }
}
