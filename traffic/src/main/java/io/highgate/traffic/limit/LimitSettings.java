package io.highgate.traffic.limit;

import java.time.Duration;

/**
 * How much is let through, and how that is counted. Immutable.
 *
 * @param kind how it is counted
 * @param amount permits for each period, 1 or more
 * @param period above 0
 * @param burst permits that may be taken at once after a rest, of a token bucket; 1 or more
 * @param block how long a fixed window refuses everything once it has refused something; zero for as long
 *     as the window lasts
 * @param idle how long a fixed window is remembered after the last permit that was taken of it; zero for as
 *     long as it lasts
 */
public record LimitSettings(Kind kind, long amount, Duration period, long burst, Duration block, Duration idle) {

    /** The ways to count. */
    public enum Kind {
        /** Permits come back one by one, at an even pace. */
        TOKEN_BUCKET,
        /** Never more than the amount within any stretch of the period. */
        SLIDING_WINDOW,
        /** A period begins with the first permit that is taken; twice the amount may go through around its end. */
        FIXED_WINDOW
    }

    private static final long MOST = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public LimitSettings {
        if (amount < 1 || amount > MOST || burst < 1 || burst > MOST) {
            throw new IllegalArgumentException("amount and burst are from 1 to " + MOST);
        }
        if (period.isZero() || period.isNegative() || block.isNegative() || idle.isNegative()) {
            throw new IllegalArgumentException("a period is longer than 0, block and idle are not negative");
        }
        boolean endless = period.compareTo(LONGEST) > 0 || block.compareTo(LONGEST) > 0 || idle.compareTo(LONGEST) > 0;
        if (endless || (double) burst / amount * period.toNanos() > LONGEST.toNanos()) {
            throw new IllegalArgumentException("nobody waits for longer than " + LONGEST.toDays() + " days");
        }
    }

    /** The same, where a fixed window is remembered for as long as it lasts. */
    public LimitSettings(Kind kind, long amount, Duration period, long burst, Duration block) {
        this(kind, amount, period, burst, block, Duration.ZERO);
    }

    /** So many for each period, all of them at once after a rest. */
    public static LimitSettings bucket(long amount, Duration period) {
        return new LimitSettings(Kind.TOKEN_BUCKET, amount, period, amount, Duration.ZERO);
    }

    /** So many within any stretch of the period. */
    public static LimitSettings sliding(long amount, Duration period) {
        return new LimitSettings(Kind.SLIDING_WINDOW, amount, period, amount, Duration.ZERO);
    }

    /** So many for each period from the first on; who asks for more is refused for as long. */
    public static LimitSettings fixed(long amount, Duration period, Duration block) {
        return new LimitSettings(Kind.FIXED_WINDOW, amount, period, amount, block);
    }

    /** The most that can be taken at once. */
    public long most() {
        return kind == Kind.TOKEN_BUCKET ? burst : amount;
    }

    /** Begins to count for one key. */
    public Meter meter() {
        return switch (kind) {
            case TOKEN_BUCKET -> new TokenBucket(this);
            case SLIDING_WINDOW -> new SlidingWindow(this);
            case FIXED_WINDOW -> new FixedWindow(this);
        };
    }
}
