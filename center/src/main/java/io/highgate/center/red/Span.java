package io.highgate.center.red;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request as one cell saw it, or a gateway on its way there. Immutable.
 *
 * @param durationMs in milliseconds
 * @param at milliseconds since 1970, when it ended or was heard of
 */
public record Span(
        String traceId,
        String spanId,
        String cell,
        String path,
        int statusCode,
        double durationMs,
        long at,
        Details details) {

    /**
     * What gateways say besides; empty where nothing was said. Immutable.
     *
     * @param parent the span that this one is part of
     * @param instance whose answer it was
     * @param gateway that tells of it
     */
    public record Details(String parent, String route, String instance, String method, String gateway) {

        /** Nothing was said. */
        public static final Details NONE = new Details("", "", "", "", "");

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("parent_id", parent);
            json.put("route", route);
            json.put("instance", instance);
            json.put("method", method);
            json.put("gateway", gateway);
            json.values().removeIf(""::equals);
            return json;
        }
    }

    /** As callers of the governance centre read it. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("span_id", spanId);
        json.put("cell", cell);
        json.put("path", path);
        json.put("status_code", statusCode);
        json.put("duration_ms", Summary.plain(durationMs));
        json.put("ts", at);
        return json;
    }

    /** With all that was said. */
    public Map<String, Object> whole() {
        Map<String, Object> json = json();
        json.putAll(details.json());
        return json;
    }
}
