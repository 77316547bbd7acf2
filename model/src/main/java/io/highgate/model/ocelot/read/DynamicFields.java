package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotClaims;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTarget;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static io.highgate.model.ocelot.read.OcelotFileFields.ask;

/**
 * Reads one of {@code DynamicRoutes} as the routes it stands for: all paths below the service's name, which lead to
 * the rest of the path there. They come behind all others. Pure but for the findings.
 */
final class DynamicFields {

    private static final OcelotClaims NO_CLAIMS = new OcelotClaims(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private DynamicFields() {}

    /** @param usualScheme that of GlobalConfiguration */
    static List<OcelotRoute> routes(Fields fields, int index, @Nullable String usualScheme) {
        fields.ignore("DownstreamHttpVersionPolicy");
        String name = fields.text("ServiceName");
        String namespace = fields.text("ServiceNamespace");
        String key = fields.text("Key");
        String scheme = fields.text("DownstreamScheme");
        Map<Feature, Place> features = features(fields);
        OcelotOptions options = options(fields, features);
        if (name == null || !name.matches("[A-Za-z0-9._~-]+")) {
            fields.findings()
                    .error(
                            fields.place("ServiceName"),
                            name == null
                                    ? "ServiceName is missing; write the name that the registry has"
                                    : "'" + name
                                            + "' cannot be the first segment of a path: of letters, digits, '-', '.',"
                                            + " '_' and '~'");
            return List.of();
        }
        List<OcelotRoute> routes = new ArrayList<>();
        Map<String, String> targets = new LinkedHashMap<>();
        targets.put("/" + name + "/{everything}", "/{everything}");
        if (!fields.findings().compat().is25()) {
            targets.put("/" + name + "/", "/"); // there a placeholder needs a character
        }
        targets.forEach((template, to) -> routes.add(new OcelotRoute(
                fields.place(),
                fields.places(),
                OcelotRoute.DYNAMIC,
                index,
                key,
                new OcelotMatch(template, List.of(), null, Integer.MIN_VALUE, false, Map.of()),
                new OcelotTarget(to, null, scheme == null ? usualScheme : scheme, List.of(), name, namespace, false),
                options,
                NO_CLAIMS,
                features)));
        return routes;
    }

    private static Map<Feature, Place> features(Fields fields) {
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        OptionFields.cache(fields, "CacheOptions", features);
        ask(features, Feature.METADATA, !fields.textMap("Metadata").isEmpty(), fields.place("Metadata"));
        String version = fields.text("DownstreamHttpVersion");
        boolean other = version != null && !version.matches("1[.,]1");
        ask(features, Feature.HTTP_VERSION, other, fields.place("DownstreamHttpVersion"));
        return features;
    }

    /** Limits stand under another name than elsewhere in Ocelot 20, and under either in 25. */
    private static OcelotOptions options(Fields fields, Map<Feature, Place> features) {
        OcelotOptions options = OptionFields.options(fields, features);
        boolean rule = fields.has("RateLimitRule");
        return rule ? options.with(fields.section("RateLimitRule", RateLimitFields::read)) : options;
    }
}
