package io.highgate.drills.client;

import java.time.Duration;
import java.util.Map;

/**
 * What became of all requests of a load. Immutable.
 *
 * @param outcomes how often: "200", "502 CONNECT_FAILED", "broken: ..."
 * @param bodies how often each body came with a 200
 * @param slowest the longest time from a request to the end of its answer
 */
public record Tally(Map<String, Long> outcomes, Map<String, Long> bodies, Duration slowest) {

    public long total() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many requests were answered 200 with this body, which is the name of an origin. */
    public long answeredBy(String body) {
        return bodies.getOrDefault(body, 0L);
    }
}
