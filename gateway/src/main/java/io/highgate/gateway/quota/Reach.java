package io.highgate.gateway.quota;

import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Durations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store of shared limits answers. While it does not, one request in a quarter of a second asks it
 * all the same, and the others do not wait. Each flip is logged once. Thread-safe.
 *
 * <pre>
 * THERE --three failures in a row--> AWAY --one answer--> THERE
 * </pre>
 */
public final class Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    /** One answer that was late says little; three in a row are no chance. */
    private static final int FAILURES = 3;

    /** A connection is made again every two seconds at most; together that is less than three. */
    private static final long PROBE_NANOS = Duration.ofMillis(250).toNanos();

    private final Ticker ticker;
    private final AtomicLong nextProbe = new AtomicLong();
    private int failures;
    private long since;
    private volatile boolean away;
    private volatile boolean doubted;
    private volatile long flips;

    Reach(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether the store is taken to be away. */
    public boolean isAway() {
        return away;
    }

    /** How often it went away. */
    public long flips() {
        return flips;
    }

    /** Whether this request should ask the store. */
    boolean isWorthAsking() {
        if (!away) {
            return true;
        }
        long now = ticker.nanos();
        long due = nextProbe.get();
        return now - due >= 0 && nextProbe.compareAndSet(due, now + PROBE_NANOS);
    }

    /** The store has answered. */
    void answered() {
        if (doubted) {
            believe();
        }
    }

    private synchronized void believe() {
        failures = 0;
        doubted = false;
        if (away) {
            away = false;
            Duration time = Duration.ofMillis((ticker.nanos() - since) / 1_000_000);
            LOG.info("limits are shared again after {}", Durations.print(time));
        }
    }

    /** The store has not answered in time. */
    synchronized void failed(Throwable why) {
        doubted = true;
        failures++;
        if (!away && failures >= FAILURES) {
            since = ticker.nanos();
            nextProbe.set(since + PROBE_NANOS);
            flips++;
            away = true;
            LOG.warn("limits are not shared, each gateway does as their whenAway says: {}", words(why));
        }
    }

    private static String words(Throwable why) {
        Throwable cause = why.getCause();
        return String.valueOf((cause == null ? why : cause).getMessage());
    }
}
