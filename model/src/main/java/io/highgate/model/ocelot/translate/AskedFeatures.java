package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotAuthentication;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotOptions.Handler;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTarget;
import io.highgate.model.ocelot.TemplateText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a route asks for and this version does not do, once it has its global options. Pure. */
final class AskedFeatures {

    private AskedFeatures() {}

    /**
     * Looks at one route.
     *
     * @param authenticators the names of those that native files define
     * @param finds whether services are found
     */
    static Map<Feature, Place> of(OcelotRoute route, Set<String> authenticators, boolean finds) {
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        features.putAll(route.features());
        if (!finds && route.target().serviceName() != null) {
            features.put(Feature.SERVICE_DISCOVERY, route.at("ServiceName"));
        }
        target(route, features);
        caller(route, authenticators, features);
        OcelotOptions options = route.options();
        handler(options.handler(), route.at("HttpHandlerOptions"), features);
        return features;
    }

    private static void caller(OcelotRoute route, Set<String> authenticators, Map<Feature, Place> features) {
        OcelotAuthentication authentication = route.options().authentication();
        boolean known = authentication.identifies();
        if (known && !authenticators.containsAll(authentication.schemes())) {
            features.put(Feature.SCHEME, route.at("AuthenticationOptions"));
        }
        if (!known && (!route.claims().isEmpty() || authentication.asksInVain())) {
            features.put(Feature.NOBODY_KNOWN, route.place());
        }
    }

    private static void target(OcelotRoute route, Map<Feature, Place> features) {
        OcelotTarget target = route.target();
        String method = target.method();
        if (method != null && !List.of(method).equals(route.match().methods())) {
            features.put(Feature.METHOD_CHANGE, route.at("DownstreamHttpMethod"));
        }
        List<String> captures = HeaderTemplates.captures(route.match().headers());
        if (TemplateText.placeholders(target.template()).stream().anyMatch(captures::contains)) {
            features.put(Feature.HEADER_CAPTURES, route.at("DownstreamPathTemplate"));
        }
    }

    private static void handler(Handler handler, Place place, Map<Feature, Place> features) {
        ask(features, Feature.TRACING, handler.tracing(), place);
        ask(features, Feature.REDIRECTS, handler.followRedirects(), place);
        ask(features, Feature.COOKIES, handler.cookies(), place);
        Integer connections = handler.maxConnections();
        boolean waits = connections != null && connections > 0 && connections != Integer.MAX_VALUE;
        ask(features, Feature.MAX_CONNECTIONS, waits, place);
        Integer lifetime = handler.lifetimeSeconds();
        ask(features, Feature.CONNECTION_LIFETIME, lifetime != null && lifetime > 0, place);
    }

    private static void ask(Map<Feature, Place> features, Feature feature, @Nullable Boolean asked, Place place) {
        if (Boolean.TRUE.equals(asked)) {
            features.put(feature, place);
        }
    }
}
