package io.highgate.gateway.quota;

/**
 * Permits of one key that were taken from the store in a batch. They are good for one period, since they count
 * for the one they were taken in. A short lock of its own.
 */
final class Stock {

    private final int low;
    private final int most;
    private final long period;
    private int permits;
    private long goodUntil;
    private long elsewhere;
    private boolean filling;

    /**
     * @param low it is filled when it holds so many, or fewer
     * @param most that it can hold
     */
    Stock(int low, int most, long period) {
        this.low = low;
        this.most = most;
        this.period = period;
    }

    synchronized boolean take(long now) {
        forget(now);
        if (permits == 0) {
            return false;
        }
        permits--;
        return true;
    }

    private void forget(long now) {
        if (permits > 0 && now - goodUntil >= 0) {
            permits = 0;
        }
    }

    /** Whether it is to be filled now, by whoever asks; {@link #filled} must follow. */
    synchronized boolean beginToFill(long now) {
        forget(now);
        if (filling || permits > low) {
            return false;
        }
        filling = true;
        return true;
    }

    /**
     * So many have come.
     *
     * @param left what the store has left
     * @param askedAt when they were asked for
     */
    synchronized void filled(int more, long left, long askedAt) {
        filling = false;
        elsewhere = left;
        if (more > 0) {
            permits = Math.min(most, permits + more);
            goodUntil = askedAt + period;
        }
    }

    /** Permits here and in the store, as far as is known. */
    synchronized long left() {
        return permits + elsewhere;
    }

    synchronized long goodFor(long now) {
        return Math.max(0, goodUntil - now);
    }

    /** Whether nothing is lost with it. */
    synchronized boolean isEmpty(long now) {
        forget(now);
        return permits == 0 && !filling;
    }
}
