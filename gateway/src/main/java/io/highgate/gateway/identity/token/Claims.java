package io.highgate.gateway.identity.token;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a token, or an answer about one, says. Immutable. */
public record Claims(Map<String, @Nullable Object> all) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** The claim of that name as a text; null if it is missing or something else. */
    public @Nullable String text(String name) {
        return all.get(name) instanceof String text ? text : null;
    }

    public boolean has(String name) {
        return all.get(name) != null;
    }

    /** What stands there: under the whole name, or else behind each dot in the object before it. */
    @Nullable
    Object at(String path) {
        return at(all, path);
    }

    private static @Nullable Object at(Map<?, ?> in, String path) {
        if (in.containsKey(path)) {
            return in.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && in.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }

    /** A list of texts, or a text with spaces in between (RFC 8693 section 4.2). */
    List<String> words(String path) {
        return switch (at(path)) {
            case String text when !text.isBlank() -> List.of(text.strip().split(" +"));
            case List<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }

    /** All of them by name: texts as they are, lists of single values as lists, the rest as JSON. */
    Map<String, List<String>> flat() {
        Map<String, List<String>> flat = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                flat.put(name, flat(value));
            }
        });
        return flat;
    }

    private static List<String> flat(Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of(one(value));
        }
        List<String> each = new ArrayList<>(list.size());
        for (Object it : list) {
            if (it != null) {
                each.add(one(it));
            }
        }
        return List.copyOf(each);
    }

    private static String one(Object value) {
        return value instanceof Map || value instanceof List ? json(value) : value.toString();
    }

    private static String json(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator to) {
        switch (value) {
            case null -> to.writeNull();
            case Map<?, ?> map -> {
                to.writeStartObject();
                map.forEach((name, it) -> {
                    to.writeName(String.valueOf(name));
                    write(it, to);
                });
                to.writeEndObject();
            }
            case List<?> list -> {
                to.writeStartArray();
                list.forEach(it -> write(it, to));
                to.writeEndArray();
            }
            case Long number -> to.writeNumber(number);
            case Double number -> to.writeNumber(number);
            case Boolean flag -> to.writeBoolean(flag);
            default -> to.writeString(value.toString());
        }
    }
}
