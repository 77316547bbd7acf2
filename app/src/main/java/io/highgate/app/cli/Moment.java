package io.highgate.app.cli;

import io.highgate.base.unit.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads a time as people write it: exactly, as a day (UTC), or as long ago. Pure. */
final class Moment {

    private Moment() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Instant parse(String text, Instant now) {
        String value = text.strip();
        try {
            if (value.indexOf('T') > 0) {
                return OffsetDateTime.parse(value).toInstant();
            }
            return value.indexOf('-') > 0
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : now.minus(Durations.parse(value));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time: write 2026-01-31T12:00:00Z, 2026-01-31, or 90m for so long ago", e);
        }
    }
}
