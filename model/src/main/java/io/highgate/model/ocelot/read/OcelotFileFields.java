package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotFile;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the outermost object of an Ocelot file. Pure but for the findings. */
final class OcelotFileFields {

    private OcelotFileFields() {}

    static OcelotFile read(Node root, Findings findings) {
        return Fields.read(root, findings, OcelotFileFields::file);
    }

    private static OcelotFile file(Fields fields) {
        List<OcelotRoute> routes = new ArrayList<>();
        for (Node item : fields.items("Routes")) {
            routes.add(read(item, fields, route -> RouteFields.route(route, routes.size())));
        }
        List<OcelotAggregate> aggregates = new ArrayList<>();
        for (Node item : fields.items("Aggregates")) {
            aggregates.add(read(item, fields, aggregate -> aggregate(aggregate, aggregates.size())));
        }
        OcelotGlobal global = fields.section("GlobalConfiguration", GlobalFields::global);
        List<Node> dynamic = fields.items(OcelotRoute.DYNAMIC);
        for (int i = 0; i < dynamic.size(); i++) {
            int index = i;
            routes.addAll(read(dynamic.get(i), fields, route -> DynamicFields.routes(route, index, global.scheme())));
        }
        return new OcelotFile(fields.place(), routes, aggregates, global);
    }

    private static <T extends @Nullable Object> T read(Node item, Fields parent, Function<Fields, T> reading) {
        return Fields.read(item, parent.findings(), reading);
    }

    private static OcelotAggregate aggregate(Fields fields, int index) {
        fields.since25("UpstreamHeaderTemplates");
        fields.ignore("Aggregator");
        for (Node config : fields.items("RouteKeysConfig")) {
            Fields.read(config, fields.findings(), OcelotFileFields::ignoreFanOut);
        }
        OcelotMatch match = match(fields);
        // Ocelot 20 has only GET, whatever is written; Ocelot 25 takes GET when nothing is
        boolean asWritten =
                fields.findings().compat().is25() && !match.methods().isEmpty();
        List<String> methods = asWritten ? match.methods() : List.of("GET");
        OcelotMatch effective = new OcelotMatch(
                match.template(), methods, match.host(), match.priority(), match.caseSensitive(), match.headers());
        List<String> keys = fields.texts("RouteKeys");
        return new OcelotAggregate(fields.place(), fields.places(), index, effective, keys);
    }

    private static Place ignoreFanOut(Fields fields) {
        fields.ignore("RouteKey", "JsonPath", "Parameter");
        return fields.place();
    }

    /** What routes and aggregates have in common. */
    static OcelotMatch match(Fields fields) {
        String template = fields.text("UpstreamPathTemplate");
        @Nullable Integer priority = fields.whole("Priority");
        List<String> methods = fields.texts("UpstreamHttpMethod").stream()
                .map(it -> it.strip().toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
        return new OcelotMatch(
                template == null ? "" : template,
                methods,
                fields.text("UpstreamHost"),
                priority == null ? 1 : priority,
                fields.isTrue("RouteIsCaseSensitive"),
                fields.textMap("UpstreamHeaderTemplates"));
    }

    /** Adds a feature where it is asked for. */
    static void ask(Map<Feature, Place> features, Feature feature, boolean asked, Place place) {
        if (asked) {
            features.putIfAbsent(feature, place);
        }
    }
}
