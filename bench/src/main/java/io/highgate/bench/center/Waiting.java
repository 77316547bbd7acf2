package io.highgate.bench.center;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what has to come, and not for ever. Stateless. */
final class Waiting {

    private static final Duration MOST = Duration.ofMinutes(5);
    private static final long LOOK = Duration.ofMillis(1).toNanos();

    private Waiting() {}

    /** Something that may not be so yet; one that cannot be asked is not so. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Looks each millisecond; throws IllegalStateException after five. */
    static void until(String what, Condition condition) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("waited " + MOST.toSeconds() + " s and more until " + what);
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException notYet) {
            return false;
        }
    }
}
