package io.highgate.store.sql.connect;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Time and chance, handed in. Thread-safe if its parts are, and they must be.
 *
 * @param ticker measures
 * @param chance spreads what many processes would do at once
 * @param pause waits
 */
public record Surroundings(Ticker ticker, RandomGenerator chance, Pause pause) {

    /** How long it is since then. */
    Duration since(long then) {
        return Duration.ofNanos(ticker.nanos() - then);
    }

    /**
     * Waits before the next try: between half and all of a time that doubles with each, up to the most.
     *
     * @param tries made so far
     */
    public void backOff(int tries, Duration first, Duration most) throws InterruptedException {
        double doubled = first.toNanos() * Math.pow(2, Math.min(tries - 1, 30));
        double bounded = Math.min(doubled, most.toNanos());
        pause.pause(Duration.ofNanos((long) (bounded * (0.5 + chance.nextDouble() / 2))));
    }
}
