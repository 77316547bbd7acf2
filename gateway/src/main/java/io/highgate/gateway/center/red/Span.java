package io.highgate.gateway.center.red;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the gateway. Immutable.
 *
 * @param parent the span that asked; empty if it is the first one
 * @param path without the query
 * @param instance who answered, or was asked last
 * @param at milliseconds since 1970, when it ended
 * @param nanos how long it took
 */
public record Span(
        String trace,
        String id,
        String parent,
        String cell,
        @Nullable String route,
        String method,
        String path,
        int status,
        @Nullable String instance,
        long at,
        long nanos) {

    private static final int MOST_PATH = 1_024;
    private static final int MOST_WORD = 256;
    private static final long MICRO = 1_000;
    private static final double MICROS = 1_000.0;

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trace_id", trace);
        json.put("span_id", id);
        if (!parent.isEmpty()) {
            json.put("parent_id", parent);
        }
        json.put("cell", cell);
        if (route != null) {
            json.put("route", cut(route, MOST_PATH));
        }
        json.put("method", cut(method, MOST_WORD));
        json.put("path", cut(path, MOST_PATH));
        json.put("status_code", status);
        if (instance != null) {
            json.put("instance", cut(instance, MOST_WORD));
        }
        long micros = nanos / MICRO;
        json.put("duration_ms", micros / MICROS);
        json.put("ts", at);
        return json;
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
