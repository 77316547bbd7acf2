package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotGlobal.ScopedFeature;
import io.highgate.model.ocelot.OcelotGlobal.Scopes;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotProvider;
import io.highgate.model.ocelot.check.ProviderCheck;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code GlobalConfiguration}. Pure but for the findings. */
final class GlobalFields {

    private GlobalFields() {}

    static OcelotGlobal global(Fields fields) {
        fields.since25("AuthenticationOptions", "SecurityOptions", "CacheOptions", "MetadataOptions", "Metadata");
        fields.since25("UpstreamHeaderTransform", "DownstreamHeaderTransform", "Timeout");
        fields.since25("DownstreamHttpVersionPolicy", "RouteKeys");
        // the version of HTTP is for dynamic routes only
        fields.ignore("DownstreamHttpVersion", "DownstreamHttpVersionPolicy");
        fields.ignore("MetadataOptions", "Metadata", "RouteKeys");
        fields.since25Inside("RouteKeys");
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        OcelotOptions options = OptionFields.options(fields, features);
        Scopes scopes = new Scopes(
                fields.routeKeysOf("QoSOptions"),
                fields.routeKeysOf("LoadBalancerOptions"),
                fields.routeKeysOf("HttpHandlerOptions"),
                fields.routeKeysOf("RateLimitOptions"),
                fields.routeKeysOf("AuthenticationOptions"));
        return new OcelotGlobal(
                fields.text("BaseUrl"),
                provider(fields),
                fields.text("DownstreamScheme"),
                options,
                features(fields, features),
                scopes);
    }

    /** Null where nobody can be asked. What changes is told at once, so that no interval is needed. */
    private static @Nullable OcelotProvider provider(Fields parent) {
        OcelotProvider provider = parent.section("ServiceDiscoveryProvider", fields -> {
            fields.ignore("ConfigurationKey", "PollingInterval");
            Integer port = fields.whole("Port");
            String type = fields.text("Type");
            String scheme = fields.text("Scheme");
            String host = fields.text("Host");
            String token = fields.text("Token");
            String namespace = fields.text("Namespace");
            return new OcelotProvider(
                    fields.place(), fields.places(), type, scheme, host, port == null ? 0 : port, token, namespace);
        });
        return provider.isEmpty() || !new ProviderCheck(parent.findings()).usable(provider) ? null : provider;
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
