package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotClaims;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTarget;
import io.highgate.model.ocelot.OcelotTarget.Host;
import io.highgate.model.ocelot.TemplateText;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static io.highgate.model.ocelot.read.OcelotFileFields.ask;

/** Reads one of {@code Routes}. Pure but for the findings. */
final class RouteFields {

    private RouteFields() {}

    static OcelotRoute route(Fields fields, int index) {
        fields.since25("UpstreamHeaderTemplates", "CacheOptions", "Metadata", "DownstreamHttpVersionPolicy");
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        OptionFields.cache(fields, "FileCacheOptions", features);
        OptionFields.cache(fields, "CacheOptions", features);
        others(fields, features);
        OcelotOptions options = OptionFields.options(fields, features);
        OcelotMatch match = OcelotFileFields.match(fields);
        OcelotClaims claims = ClaimFields.claims(fields, TemplateText.placeholders(match.template()), features);
        OcelotTarget target = target(fields);
        String key = fields.text("Key");
        return new OcelotRoute(
                fields.place(), fields.places(), "Routes", index, key, match, target, options, claims, features);
    }

    private static void others(Fields fields, Map<Feature, Place> features) {
        ask(
                features,
                Feature.DELEGATING_HANDLERS,
                !fields.texts("DelegatingHandlers").isEmpty(),
                fields.place("DelegatingHandlers"));
        ask(features, Feature.REQUEST_ID_KEY, fields.text("RequestIdKey") != null, fields.place("RequestIdKey"));
        ask(features, Feature.METADATA, !fields.textMap("Metadata").isEmpty(), fields.place("Metadata"));
        String version = fields.text("DownstreamHttpVersion");
        Place place = fields.place("DownstreamHttpVersion");
        ask(features, Feature.HTTP_VERSION, version != null && !version.matches("1[.,]1"), place);
        if (version != null && !version.matches("[0-9]([.,][0-9])?")) {
            fields.findings().error(place, "'" + version + "' is not a version of HTTP; write it like 1.1 or 2.0");
        }
        String policy = "DownstreamHttpVersionPolicy";
        ask(features, Feature.HTTP_VERSION, fields.text(policy) != null, fields.place(policy));
    }

    private static OcelotTarget target(Fields fields) {
        List<Host> hosts = new ArrayList<>();
        for (Node item : fields.items("DownstreamHostAndPorts")) {
            hosts.add(Fields.read(item, fields.findings(), RouteFields::host));
        }
        String template = fields.text("DownstreamPathTemplate");
        return new OcelotTarget(
                template == null ? "" : template,
                upperCase(fields.text("DownstreamHttpMethod")),
                fields.text("DownstreamScheme"),
                hosts,
                fields.text("ServiceName"),
                fields.text("ServiceNamespace"),
                fields.isTrue("DangerousAcceptAnyServerCertificateValidator"));
    }

    private static Host host(Fields fields) {
        Integer port = fields.whole("Port");
        return new Host(fields.place(), fields.text("Host"), port == null ? 0 : port);
    }

    private static @Nullable String upperCase(@Nullable String text) {
        return text == null ? null : text.strip().toUpperCase(Locale.ROOT);
    }
}
