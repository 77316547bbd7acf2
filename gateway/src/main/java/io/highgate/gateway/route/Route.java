package io.highgate.gateway.route;

import io.highgate.gateway.cors.Cors;
import io.highgate.gateway.filter.HeaderEdit;
import io.highgate.gateway.filter.SecureHeaders;
import io.highgate.gateway.steer.Steering;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled route. Immutable.
 *
 * @param order its place in the configuration
 * @param requestEdits the global ones first, then the route's own
 * @param responseEdits the global ones first, then the route's own
 * @param cors which pages may read its answers; null where that is the upstream's business
 */
public record Route(
        RouteSpec spec,
        int order,
        Action action,
        List<HeaderEdit> requestEdits,
        List<HeaderEdit> responseEdits,
        @Nullable Cors cors) {

    static Route compile(RouteSpec spec, int order, List<FilterSpec> global) {
        List<HeaderEdit> request = new ArrayList<>();
        List<HeaderEdit> response = new ArrayList<>();
        for (List<FilterSpec> filters : List.of(global, spec.filters())) {
            for (FilterSpec filter : filters) {
                switch (filter) {
                    case FilterSpec.RequestHeaders(var edit) -> request.add(HeaderEdit.compile(edit));
                    case FilterSpec.ResponseHeaders(var edit) -> response.add(HeaderEdit.compile(edit));
                    case FilterSpec.Sign _ -> {} // a stop of its own, after all others that change the request
                    case FilterSpec.SecureHeaders(var headers) -> response.addAll(SecureHeaders.edits(headers));
                }
            }
        }
        return new Route(spec, order, action(spec), List.copyOf(request), List.copyOf(response), Cors.of(spec));
    }

    private static Action action(RouteSpec spec) {
        Steering steering = Steering.of(spec);
        if (steering != null) {
            Rewrite rewrite = spec.rewrite() == null ? null : Rewrite.compile(spec.rewrite());
            return new Action.Forward(steering, rewrite, spec.timeout());
        }
        if (spec.redirect() != null) {
            return new Action.Redirect(spec.redirect().status(), Location.compile(spec.redirect()));
        }
        if (spec.respond() != null) {
            var respond = spec.respond();
            return new Action.Respond(respond.status(), respond.contentType(), respond.body());
        }
        throw new IllegalArgumentException("route " + spec.name() + " has no upstream, split, redirect or respond");
    }

    public String name() {
        return spec.name();
    }
}
