package io.highgate.center.red;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the last hour of a cell or a route comes to; all zero if there was nothing. Durations are in milliseconds. Immutable. */
public record Summary(long total, long succeeded, Answers answers, double average, double p50, double p90, double p99) {

    /** Of what nobody asked for an hour. */
    public static final Summary NOTHING = Sum.NOTHING.summary();

    /** The share that succeeded, 0 if there was nothing. */
    public double rate() {
        return total == 0 ? 0 : (double) succeeded / total;
    }

    /** As callers of the governance centre read it. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("request_total", total);
        json.put("success_total", succeeded);
        json.put("success_rate", plain(rate()));
        json.put("duration_ms_avg", plain(average));
        json.put("duration_ms_p50", plain(p50));
        json.put("duration_ms_p99", plain(p99));
        return json;
    }

    /** With all that is known, into an object that says of what. */
    public Map<String, Object> json(Map<String, Object> json) {
        json.put("total", total);
        json.put("failed", total - succeeded);
        json.put("status", answers.json());
        json.put("average", plain(average));
        json.put("p50", plain(p50));
        json.put("p90", plain(p90));
        json.put("p99", plain(p99));
        return json;
    }

    /** Three decimals, which are microseconds, and none where there are none. */
    static Number plain(double value) {
        double rounded = Math.round(value * 1000) / 1000.0;
        if (rounded == Math.rint(rounded)) {
            return (long) rounded;
        }
        return rounded;
    }
}
