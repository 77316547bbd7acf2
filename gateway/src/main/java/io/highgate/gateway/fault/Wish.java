package io.highgate.gateway.fault;

import io.highgate.base.unit.Durations;
import java.time.Duration;

/**
 * What a request asks for in its {@code X-Highgate-Fault} field: {@code delay=200ms},
 * {@code abort=503}, or both with a comma between. Immutable.
 *
 * @param status 0 for no abort
 */
record Wish(Duration delay, int status) {

    private static final int MAX_LENGTH = 64;

    /**
     * Reads the field.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Wish parse(String text, Duration longest) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it is longer than " + MAX_LENGTH + " characters");
        }
        Wish wish = new Wish(Duration.ZERO, 0);
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            String value = part.substring(sign + 1).strip();
            wish = switch (part.substring(0, Math.max(sign, 0)).strip()) {
                case "delay" -> new Wish(delay(value, longest), wish.status);
                case "abort" -> new Wish(wish.delay, status(value));
                default ->
                    throw new IllegalArgumentException(
                            "'" + part.strip() + "' is neither delay=<duration> nor abort=<status>");
            };
        }
        return wish;
    }

    private static Duration delay(String text, Duration longest) {
        Duration delay = Durations.parse(text);
        if (delay.isNegative() || delay.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "a delay of " + text + " is longer than this route allows, " + Durations.print(longest));
        }
        return delay;
    }

    private static int status(String text) {
        if (!text.matches("[45]\\d\\d")) {
            throw new IllegalArgumentException("'" + text + "' is no status from 400 to 599");
        }
        return Integer.parseInt(text);
    }
}
