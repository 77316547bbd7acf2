package io.highgate.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something that can be observed, with a deadline: the one place where a test lets real
 * time pass. Stateless.
 */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private Await() {}

    /** Waits half a minute at most until the condition holds; {@code what} completes "did not happen: ...". */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    /**
     * Waits until the condition holds. A condition that throws does not hold yet; the last reason is
     * the cause of the failure at the deadline.
     */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        long end = System.nanoTime() + atMost.toNanos();
        Throwable reason = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                reason = null;
            } catch (Exception | AssertionError notYet) {
                reason = notYet;
            }
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for: " + what, reason);
            }
        } while (System.nanoTime() < end);
        throw late(what, atMost, reason);
    }

    private static AssertionError late(String what, Duration atMost, @Nullable Throwable reason) {
        String why = reason == null ? "" : "; the last try: " + reason;
        return new AssertionError("within " + atMost.toMillis() + " ms did not happen: " + what + why, reason);
    }
}
