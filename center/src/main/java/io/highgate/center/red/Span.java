package io.highgate.center.red;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request as one cell saw it. Immutable.
 *
 * @param durationMs in milliseconds
 * @param at milliseconds since 1970, when it ended or was heard of
 */
public record Span(
        String traceId, String spanId, String cell, String path, int statusCode, double durationMs, long at) {

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
}
