package io.highgate.app.center.ask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A path's parameters. Immutable. */
record Query(Map<String, String> parameters) {

    static final Query NONE = new Query(Map.of());

    /** With one more, unless it has no value. */
    Query with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value.toString());
        return new Query(more);
    }

    /** The path with them. */
    String on(String path) {
        String text = parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + Calls.encoded(it.getValue()))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + "?" + text;
    }
}
