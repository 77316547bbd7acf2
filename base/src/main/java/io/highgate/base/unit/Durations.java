package io.highgate.base.unit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations are written: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}. Pure. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(ms|us|s|m|h|d)");

    private Durations() {}

    /**
     * Reads the written form; a number needs its unit, because nobody agrees on the default one.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write a number and a unit, like 250ms, 30s, 5m or 1h");
        }
        long amount = Long.parseLong(form.group(1));
        Duration unit = switch (form.group(2)) {
            case "us" -> Duration.ofNanos(1000);
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        try {
            // Timers count nanoseconds in a long: 292 years are as long as anything lasts here.
            return Duration.ofNanos(Math.multiplyExact(unit.toNanos(), amount));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than any duration can be", e);
        }
    }

    /** The shortest written form that {@link #parse} reads back to the same duration. */
    public static String print(Duration duration) {
        long micros = duration.toNanos() / 1000;
        if (micros == 0) {
            return "0s";
        }
        if (micros % 1000 != 0) {
            return micros + "us";
        }
        long millis = micros / 1000;
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
