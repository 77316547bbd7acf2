package io.highgate.center.red;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a cell's last hour comes to; all zero if there was nothing. Durations are in milliseconds. Immutable. */
public record Summary(long total, long succeeded, double average, double p50, double p99) {

    /** Of a cell that nobody asked for an hour. */
    public static final Summary NOTHING = new Summary(0, 0, 0, 0, 0);

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

    /** Three decimals, which are microseconds, and none where there are none. */
    static Number plain(double value) {
        double rounded = Math.round(value * 1000) / 1000.0;
        if (rounded == Math.rint(rounded)) {
            return (long) rounded;
        }
        return rounded;
    }
}
