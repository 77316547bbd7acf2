package io.highgate.gateway.migrate;

import io.highgate.base.problem.Problems;
import io.highgate.model.text.JsonText;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Takes entries out of the JSON of an Ocelot file, past the reader that is tested. Pure. */
final class RawOcelotFile {

    private RawOcelotFile() {}

    /** Routes, then aggregates; of two that repeat each other the first. */
    static List<OcelotEntry> entries(String json) {
        Node root = requireNonNull(JsonText.read("raw", json, new Problems()));
        List<OcelotEntry> all = new ArrayList<>();
        add(items(member(root, "Routes")), false, all);
        add(items(member(root, "Aggregates")), true, all);
        List<OcelotEntry> kept = new ArrayList<>();
        for (OcelotEntry entry : all) {
            if (kept.stream().noneMatch(entry::repeats)) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private static void add(List<Node> items, boolean aggregates, List<OcelotEntry> to) {
        for (int i = 0; i < items.size(); i++) {
            to.add(entry(i, items.get(i), aggregates));
        }
    }

    private static OcelotEntry entry(int index, Node node, boolean aggregate) {
        String scheme = text(node, "DownstreamScheme");
        String priority = text(node, "Priority");
        Map<String, String> headers = new LinkedHashMap<>();
        if (member(node, "UpstreamHeaderTemplates") instanceof Node.Mapping templates) {
            templates.entries().forEach(it -> headers.put(it.key(), requireNonNull(value(it.value()))));
        }
        return new OcelotEntry(
                index,
                text(node, "Key"),
                requireNonNull(text(node, "UpstreamPathTemplate")),
                aggregate ? "" : requireNonNull(text(node, "DownstreamPathTemplate")),
                aggregate ? null : scheme == null ? "http" : scheme,
                methods(node, aggregate),
                text(node, "UpstreamHost"),
                priority == null ? 1 : Integer.parseInt(priority),
                "true".equals(text(node, "RouteIsCaseSensitive")),
                headers,
                items(member(node, "DownstreamHostAndPorts")).stream()
                        .map(it -> Integer.valueOf(requireNonNull(text(it, "Port"))))
                        .toList());
    }

    private static List<String> methods(Node node, boolean aggregate) {
        List<String> methods = items(member(node, "UpstreamHttpMethod")).stream()
                .map(it -> requireNonNull(value(it)).toUpperCase(Locale.ROOT))
                .toList();
        return aggregate && methods.isEmpty() ? List.of("GET") : methods;
    }

    private static List<Node> items(@Nullable Node node) {
        return node instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    private static @Nullable String text(Node node, String key) {
        Node member = member(node, key);
        return member == null ? null : value(member);
    }

    private static @Nullable String value(Node node) {
        return node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NULL ? scalar.value() : null;
    }

    private static @Nullable Node member(Node node, String key) {
        return ((Node.Mapping) node)
                .entries().stream()
                        .filter(it -> it.key().equals(key))
                        .map(Node.Entry::value)
                        .findFirst()
                        .orElse(null);
    }
}
