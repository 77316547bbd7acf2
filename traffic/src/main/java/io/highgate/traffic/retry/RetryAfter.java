package io.highgate.traffic.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date in one of the three forms of section
 * 5.6.7. What is malformed says nothing. Pure.
 */
public final class RetryAfter {

    /** The longest date, RFC 850's with a Wednesday in September, has 33 characters. */
    private static final int LONGEST = 40;

    /** Nobody waits longer; keeps sums of times from overflowing. */
    private static final long MOST_SECONDS = Duration.ofDays(365).toSeconds();

    private static final DateTimeFormatter IMF_FIXDATE = strict("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = strict("EEE MMM ppd HH:mm:ss uuuu");

    private RetryAfter() {}

    /** How long to wait from {@code now} on; zero for a date that is past. */
    public static Optional<Duration> parse(String value, Instant now) {
        String trimmed = value.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        if (trimmed.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return Optional.of(Duration.ofSeconds(seconds(trimmed)));
        }
        return date(trimmed, now).map(it -> between(now, it));
    }

    private static long seconds(String digits) {
        long seconds = 0;
        for (int i = 0; i < digits.length() && seconds < MOST_SECONDS; i++) {
            seconds = seconds * 10 + digits.charAt(i) - '0';
        }
        return Math.min(seconds, MOST_SECONDS);
    }

    private static Duration between(Instant now, Instant then) {
        long seconds = then.getEpochSecond() - now.getEpochSecond();
        if (seconds > MOST_SECONDS) {
            return Duration.ofSeconds(MOST_SECONDS);
        }
        Duration wait = Duration.between(now, then);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Optional<Instant> date(String text, Instant now) {
        return Stream.of(IMF_FIXDATE, rfc850(now), ASCTIME)
                .flatMap(form -> read(text, form).stream())
                .findFirst();
    }

    private static Optional<Instant> read(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notThisForm) {
            return Optional.empty(); // the JDK has no way to ask first
        }
    }

    /** Its two digits of a year are never more than 50 years ahead. */
    private static DateTimeFormatter rfc850(Instant now) {
        int from = now.atOffset(ZoneOffset.UTC).getYear() - 49;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, from)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withResolverStyle(ResolverStyle.STRICT);
    }
}
