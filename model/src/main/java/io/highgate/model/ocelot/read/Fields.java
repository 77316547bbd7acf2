package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Suggestion;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one JSON object, asked for by name (case ignored, as .NET does); what nobody asked
 * for is reported as unknown. A null counts as left out. Confined to one thread.
 */
final class Fields {

    private final Place place;
    private final Findings findings;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> later = new LinkedHashSet<>();
    private final Set<String> inside = new LinkedHashSet<>();

    private Fields(Place place, Findings findings) {
        this.place = place;
        this.findings = findings;
    }

    /** Reads an object; anything else is an error, and is read as an empty object. */
    static <T extends @Nullable Object> T read(Node node, Findings findings, Function<Fields, T> reading) {
        Fields fields = new Fields(node.place(), findings);
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(fields::add);
        } else {
            findings.error(node.place(), "an object { } is wanted here, not " + Values.kind(node));
        }
        T result = reading.apply(fields);
        fields.reportUnknown();
        return result;
    }

    private void add(Node.Entry entry) {
        Node.Entry earlier = entries.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), entry);
        if (earlier != null) {
            findings.error(
                    entry.place(),
                    "'" + entry.key() + "' stands here twice (case is ignored), first in line "
                            + earlier.place().line());
        }
    }

    Place place() {
        return place;
    }

    /** Where a setting stands, or the object if it is left out. */
    Place place(String name) {
        Node.Entry entry = entries.get(name.toLowerCase(Locale.ROOT));
        return entry == null ? place : entry.value().place();
    }

    /** Where the settings stand, by the names they were asked for with. */
    Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (String name : known) {
            Node.Entry entry = entries.get(name.toLowerCase(Locale.ROOT));
            if (entry != null) {
                places.put(name, entry.value().place());
            }
        }
        return places;
    }

    Findings findings() {
        return findings;
    }

    /** These settings came with Ocelot 25: for Ocelot 20 they are unknown, and say so. */
    void since25(String... names) {
        if (!findings.compat().is25()) {
            later.addAll(List.of(names));
        }
    }

    /** As {@link #since25}, for every object inside this one; they are accepted there in Ocelot 25. */
    void since25Inside(String... names) {
        inside.addAll(List.of(names));
    }

    /** Accepts settings that have no effect on what is done here. */
    void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Whether something is said. */
    boolean has(String name) {
        return value(name) != null;
    }

    @Nullable
    String text(String name) {
        Node value = value(name);
        return value == null ? null : blankIsNull(Values.text(value, findings));
    }

    @Nullable
    Long number(String name) {
        Node value = value(name);
        return value == null ? null : Values.number(value, findings);
    }

    /** A whole number that fits .NET's int; anything beyond is held at its bounds. */
    @Nullable
    Integer whole(String name) {
        Long value = number(name);
        return value == null ? null : Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Nullable
    Double decimal(String name) {
        Node value = value(name);
        return value == null ? null : Values.decimal(value, findings);
    }

    @Nullable
    Boolean flag(String name) {
        Node value = value(name);
        return value == null ? null : Values.flag(value, findings);
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(flag(name));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Node item : Values.items(value(name), findings)) {
            String text = blankIsNull(Values.text(item, findings));
            if (text != null) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** An object whose values are all texts, in the order of the file. */
    Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Node value = value(name);
        if (value instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                String text = Values.text(entry.value(), findings);
                map.put(entry.key(), text == null ? "" : text);
            }
        } else if (value != null) {
            findings.error(value.place(), "an object { } is wanted here, not " + Values.kind(value));
        }
        return map;
    }

    /** Reads an object inside this one; one that is left out reads as empty. */
    <T extends @Nullable Object> T section(String name, Function<Fields, T> reading) {
        Node value = value(name);
        if (value == null) {
            return reading.apply(new Fields(place, findings));
        }
        return read(value, findings, fields -> {
            inside.forEach(fields::since25);
            fields.known.addAll(inside);
            return reading.apply(fields);
        });
    }

    /** The {@code RouteKeys} of an object inside this one that has been read already. */
    List<String> routeKeysOf(String name) {
        if (value(name) instanceof Node.Mapping mapping && findings.compat().is25()) {
            Fields fields = new Fields(mapping.place(), findings);
            mapping.entries().forEach(it -> fields.entries.put(it.key().toLowerCase(Locale.ROOT), it));
            return fields.texts("RouteKeys");
        }
        return List.of();
    }

    List<Node> items(String name) {
        return Values.items(value(name), findings);
    }

    private @Nullable Node value(String name) {
        if (later.contains(name)) {
            return null;
        }
        known.add(name);
        Node.Entry entry = entries.get(name.toLowerCase(Locale.ROOT));
        return entry == null || Values.isNull(entry.value()) ? null : entry.value();
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private void reportUnknown() {
        for (Node.Entry entry : entries.values()) {
            if (later.stream().anyMatch(entry.key()::equalsIgnoreCase)) {
                findings.error(
                        entry.place(),
                        "'" + entry.key() + "' came with Ocelot 25 and this file is read as " + findings.compat()
                                + ", which ignores it; take it out or set compat: ocelot-25");
            } else if (known.stream().noneMatch(entry.key()::equalsIgnoreCase)) {
                findings.error(
                        entry.place(),
                        "'" + entry.key() + "' is unknown here" + Suggestion.didYouMean(entry.key(), known));
            }
        }
    }
}
