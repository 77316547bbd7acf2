package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GlobalConfiguration}: what holds for the file, and the options that Ocelot 25 gives to every
 * route (Ocelot 20 gives them to none of the routes in the file). Immutable.
 *
 * @param features what is asked for on behalf of routes
 * @param provider where services are looked up, if it can be asked
 * @param scheme {@code DownstreamScheme}, which is for dynamic routes only
 * @param scopes where each group of options is restricted to some routes
 */
public record OcelotGlobal(
        @Nullable String baseUrl,
        @Nullable OcelotProvider provider,
        @Nullable String scheme,
        OcelotOptions options,
        List<ScopedFeature> features,
        Scopes scopes) {

    /** A feature for the routes with these keys, or for all if none is named. Immutable. */
    public record ScopedFeature(Feature feature, Place place, List<String> routeKeys) {}

    /** The {@code RouteKeys} of each group of options; an empty list means every route. Immutable. */
    public record Scopes(
            List<String> qos,
            List<String> balancer,
            List<String> handler,
            List<String> limits,
            List<String> authentication) {}

    /** Whether a restriction lets a route through. */
    public static boolean includes(List<String> routeKeys, @Nullable String key) {
        return routeKeys.isEmpty() || (key != null && routeKeys.contains(key));
    }
}
