package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotGlobal.ScopedFeature;
import io.highgate.model.ocelot.OcelotGlobal.Scopes;
import io.highgate.model.ocelot.OcelotOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads {@code GlobalConfiguration}. Pure but for the findings. */
final class GlobalFields {

    private GlobalFields() {}

    static OcelotGlobal global(Fields fields) {
        fields.since25("AuthenticationOptions", "SecurityOptions", "CacheOptions", "MetadataOptions", "Metadata");
        fields.since25("UpstreamHeaderTransform", "DownstreamHeaderTransform", "Timeout");
        fields.since25("DownstreamHttpVersionPolicy", "RouteKeys");
        // DownstreamScheme and the version of HTTP are for dynamic routes only
        fields.ignore("DownstreamScheme", "DownstreamHttpVersion", "DownstreamHttpVersionPolicy");
        fields.ignore("MetadataOptions", "Metadata", "RouteKeys");
        fields.since25Inside("RouteKeys");
        discovery(fields);
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        OcelotOptions options = OptionFields.options(fields, features);
        Scopes scopes = new Scopes(
                fields.routeKeysOf("QoSOptions"),
                fields.routeKeysOf("LoadBalancerOptions"),
                fields.routeKeysOf("HttpHandlerOptions"),
                fields.routeKeysOf("RateLimitOptions"),
                fields.routeKeysOf("AuthenticationOptions"));
        return new OcelotGlobal(fields.text("BaseUrl"), options, features(fields, features), scopes);
    }

    private static void discovery(Fields parent) {
        String type = parent.section("ServiceDiscoveryProvider", fields -> {
            fields.ignore("Scheme", "Host", "Port", "Token", "ConfigurationKey", "PollingInterval", "Namespace");
            return fields.text("Type");
        });
        if (type != null) {
            parent.findings()
                    .unsupported(
                            parent.place("ServiceDiscoveryProvider"),
                            "service discovery (" + type + ") is not supported yet: nothing is asked there");
        }
    }

    /** In Ocelot 20 request ids are set per route; the global options only say how. */
    private static List<ScopedFeature> features(Fields fields, Map<Feature, Place> features) {
        if (fields.text("RequestIdKey") != null) {
            features.put(Feature.REQUEST_ID_KEY, fields.place("RequestIdKey"));
        }
        OptionFields.cache(fields, "CacheOptions", features);
        List<ScopedFeature> scoped = new ArrayList<>();
        features.forEach((feature, place) -> scoped.add(new ScopedFeature(
                feature, place, feature == Feature.CACHE ? fields.routeKeysOf("CacheOptions") : List.of())));
        return scoped;
    }
}
