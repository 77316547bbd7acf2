package io.highgate.sdk.provider;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How durations are spelled in settings: {@code 500ms}, {@code 3s}, {@code 1m}, ISO 8601, or plain milliseconds. */
final class Durations {

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m|)");

    private Durations() {}

    /** Null if it is none. */
    static @Nullable Duration read(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofMillis(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException bad) {
            return null;
        }
    }
}
