package io.highgate.sdk.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a center asks to be left alone (RFC 9110 section 10.2.3), within reason. Stateless. */
final class RetryAfter {

    /** Who asks for more is asked again after this: a slip must not keep a service out for a day. */
    static final Duration MOST = Duration.ofMinutes(1);

    private RetryAfter() {}

    /** Null if the header says nothing that can be followed. */
    static @Nullable Duration read(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.strip();
        if (text.matches("[0-9]+")) {
            return text.length() > 4 ? MOST : atMost(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, until);
            return wait.isNegative() ? Duration.ZERO : atMost(wait);
        } catch (DateTimeParseException bad) {
            return null;
        }
    }

    private static Duration atMost(Duration wait) {
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
