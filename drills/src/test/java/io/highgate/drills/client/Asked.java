package io.highgate.drills.client;

import java.time.Duration;

/**
 * One request of a {@link Paced} load and what became of it. Immutable.
 *
 * @param due when it ought to have been sent, in nanoseconds; its time counts from there
 * @param sent when it was, a little later if the machine is busy
 * @param outcome "200", "503 NO_ENDPOINT", "broken: ..."
 * @param by the body of a 200: the name of the origin
 */
public record Asked(long due, long sent, long nanos, String method, String id, String outcome, String by) {

    public boolean isAnswered() {
        return outcome.equals("200");
    }

    public boolean isGet() {
        return method.equals("GET");
    }

    public Duration took() {
        return Duration.ofNanos(nanos);
    }
}
