package io.highgate.store.limit;

import java.time.Duration;

/**
 * How much of a limit is let through, and how that is counted. Immutable.
 *
 * @param kind how it is counted
 * @param amount permits for each period, from 1 to {@value #MOST}
 * @param period from a microsecond to {@value #MOST_DAYS} days
 * @param burst permits that may be taken at once after a rest, of a token bucket; 1 or more
 * @param block how long a fixed window refuses everything once it has refused something; zero for as
 *     long as the window lasts
 * @param idle how long a fixed window is remembered after the last permit that was taken of it; zero for
 *     as long as it lasts
 */
public record LimitRule(Kind kind, long amount, Duration period, long burst, Duration block, Duration idle) {

    public static final long MOST = 1_000_000_000;
    public static final int MOST_DAYS = 36_500;

    private static final Duration SHORTEST = Duration.ofNanos(1_000);
    private static final Duration LONGEST = Duration.ofDays(MOST_DAYS);

    /** The ways to count. */
    public enum Kind {
        /** Permits come back one by one, at an even pace. */
        TOKEN_BUCKET,
        /** Never more than the amount within any stretch of the period. */
        SLIDING_WINDOW,
        /** A period begins with the first permit that is taken. */
        FIXED_WINDOW
    }

    public LimitRule {
        if (amount < 1 || amount > MOST || burst < 1 || burst > MOST) {
            throw new IllegalArgumentException("amount and burst are from 1 to " + MOST);
        }
        boolean tooLong = period.compareTo(LONGEST) > 0 || block.compareTo(LONGEST) > 0 || idle.compareTo(LONGEST) > 0;
        if (period.compareTo(SHORTEST) < 0 || block.isNegative() || idle.isNegative() || tooLong) {
            throw new IllegalArgumentException(
                    "a period is from 1us to " + MOST_DAYS + " days; block and idle are not negative");
        }
    }

    /** The most that can be taken at once. */
    public long most() {
        return kind == Kind.TOKEN_BUCKET ? burst : amount;
    }
}
