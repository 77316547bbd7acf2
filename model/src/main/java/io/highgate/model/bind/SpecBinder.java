package io.highgate.model.bind;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.problem.Suggestion;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import io.highgate.model.shape.ValueType.ListOf;
import io.highgate.model.shape.ValueType.MapOf;
import io.highgate.model.shape.ValueType.OneKind;
import io.highgate.model.shape.ValueType.OneValue;
import io.highgate.model.shape.ValueType.Settings;
import io.highgate.model.text.Node;
import io.highgate.model.text.Node.Entry;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Scalar;
import io.highgate.model.text.Node.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes spec records of a tree. Goes on after a problem, so that all are reported at once. Confined
 * to one thread; used for one tree.
 */
public final class SpecBinder {

    /** Stands for a value that could not be made; the reason has been reported. */
    static final Object FAILED = new Object();

    private final ScalarBinder scalars;
    private final boolean lenient;
    private final Places places;
    private final Problems problems;
    private final Map<Class<?>, SpecShape> shapes = new HashMap<>();

    /** With {@code lenient}, unknown keys are warnings. */
    public SpecBinder(Map<String, String> environment, boolean lenient, Places places, Problems problems) {
        this.scalars = new ScalarBinder(environment, problems);
        this.lenient = lenient;
        this.places = places;
        this.problems = problems;
    }

    /**
     * The record, or null if some value could not be made. A record does not mean that there were no
     * errors: unknown keys are reported and passed over.
     */
    public <T extends Record> @Nullable T bind(Node root, Class<T> type) {
        Object value = settings(root, type, "");
        return value == FAILED ? null : type.cast(value);
    }

    private Object value(Node node, ValueType type, String path) {
        places.put(path, node.place());
        return switch (type) {
            case OneValue one ->
                node instanceof Scalar scalar
                        ? scalars.bind(scalar, one)
                        : wrong(node, "one value is wanted here, not " + kind(node));
            case Settings nested -> settings(node, nested.type(), path);
            case OneKind kind -> oneKind(node, kind, path);
            case ListOf list -> list(node, list, path);
            case MapOf map -> map(node, map, path);
        };
    }

    private Object settings(Node node, Class<? extends Record> type, String path) {
        SpecShape shape = shapes.computeIfAbsent(type, it -> SpecShape.of(type));
        Optional<Setting> shorthand = shape.shorthand();
        if (node instanceof Scalar && shorthand.isPresent()) {
            String name = shorthand.get().name();
            return record(shape, Map.of(name, new Entry(node.place(), name, node)), node.place(), path);
        }
        if (!(node instanceof Mapping mapping)) {
            return wrong(node, "settings (name: value) are wanted here, not " + kind(node));
        }
        return record(shape, known(mapping, shape), mapping.place(), path);
    }

    /** The entries by the canonical names of their settings. */
    private Map<String, Entry> known(Mapping mapping, SpecShape shape) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Setting setting : shape.settings()) {
            names.put(setting.name(), setting.name());
            if (!setting.doc().alias().isEmpty()) {
                names.put(setting.doc().alias(), setting.name());
            }
        }
        Map<String, Entry> entries = new HashMap<>();
        for (Entry entry : mapping.entries()) {
            String name = names.get(entry.key());
            if (name == null) {
                unknown(entry, names.keySet());
            } else {
                Entry there = entries.putIfAbsent(name, entry);
                if (there != null) {
                    problems.error(entry.place(), "'" + entry.key() + "' is there already, as '" + there.key() + "'");
                }
            }
        }
        return entries;
    }

    private void unknown(Entry entry, java.util.Set<String> names) {
        String message = "'" + entry.key() + "' is no setting here"
                + Suggestion.nearest(entry.key(), names)
                        .map(it -> "; did you mean '" + it + "'?")
                        .orElse("; there are " + String.join(", ", names));
        if (lenient) {
            problems.warning(entry.place(), message);
        } else {
            problems.error(entry.place(), message);
        }
    }

    private Object record(SpecShape shape, Map<String, Entry> entries, Place place, String path) {
        @Nullable Object[] values = new @Nullable Object[shape.settings().size()];
        boolean failed = false;
        for (int i = 0; i < values.length; i++) {
            Setting setting = shape.settings().get(i);
            Entry entry = entries.get(setting.name());
            if (entry != null && !scalars.isLeftOut(entry.value())) {
                values[i] = value(entry.value(), setting.type(), join(path, setting.name()));
            } else if (setting.doc().required()) {
                problems.error(entry == null ? place : entry.place(), "'" + setting.name() + "' is missing");
                values[i] = FAILED;
            } else {
                values[i] = setting.defaultValue();
            }
            failed |= values[i] == FAILED;
        }
        return failed ? FAILED : shape.create(values);
    }

    private Object oneKind(Node node, OneKind type, String path) {
        Map<String, Class<? extends Record>> kinds = SpecShape.kinds(type.type());
        if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
            return wrong(node, "exactly one of these is wanted here: " + String.join(", ", kinds.keySet()));
        }
        Entry entry = mapping.entries().getFirst();
        Class<? extends Record> kind = kinds.get(entry.key());
        if (kind == null) {
            unknown(entry, kinds.keySet());
            return FAILED;
        }
        SpecShape shape = shapes.computeIfAbsent(kind, it -> SpecShape.of(kind));
        Object content = value(entry.value(), shape.settings().getFirst().type(), join(path, entry.key()));
        return content == FAILED ? FAILED : shape.create(new @Nullable Object[] {content});
    }

    private Object list(Node node, ListOf type, String path) {
        List<Node> items = new ArrayList<>();
        if (node instanceof Sequence sequence) {
            items.addAll(sequence.items());
        } else if (isOneValue(type.element()) && node instanceof Scalar) {
            items.add(node);
        } else {
            return wrong(node, "a list is wanted here, not " + kind(node));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            values.add(value(items.get(i), type.element(), path + "[" + i + "]"));
        }
        return values.contains(FAILED) ? FAILED : List.copyOf(values);
    }

    /** Whether an element can be written as one value, so that a list of one needs no brackets. */
    private boolean isOneValue(ValueType type) {
        return type instanceof OneValue
                || (type instanceof Settings nested
                        && shapes.computeIfAbsent(nested.type(), it -> SpecShape.of(nested.type()))
                                .shorthand()
                                .isPresent());
    }

    private Object map(Node node, MapOf type, String path) {
        if (!(node instanceof Mapping mapping)) {
            return wrong(node, "a mapping (name: value) is wanted here, not " + kind(node));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            values.put(entry.key(), value(entry.value(), type.element(), join(path, entry.key())));
            places.put(join(path, entry.key()), entry.place());
        }
        return values.containsValue(FAILED) ? FAILED : Collections.unmodifiableMap(values);
    }

    private Object wrong(Node node, String message) {
        problems.error(node.place(), message);
        return FAILED;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String kind(Node node) {
        return switch (node) {
            case Mapping ignored -> "a mapping";
            case Sequence ignored -> "a list";
            case Scalar scalar -> scalar.value().length() > 80 ? "a long text" : "'" + scalar.value() + "'";
        };
    }
}
