package io.highgate.drills.client;

import io.highgate.testkit.Await;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a machine carries without making anybody wait. Of a load that is more than that nothing can be claimed but
 * what becomes of each request: everybody stands in a line, whatever the gateway does. Stateless.
 */
public final class Calm {

    private static final Duration TRIAL = Duration.ofSeconds(3);

    /** Where all is well everybody is answered within this, if the machine has time for the load. */
    private static final Duration SOON = Duration.ofMillis(100);

    private static final int SMALLEST_PART = 16;

    private Calm() {}

    /**
     * Tries how much of a load the machine carries: all of it is 1, half of it 2, and so on.
     *
     * @param perSecond the GETs of all of it
     * @param fresh a load that does nothing yet
     */
    public static int part(int perSecond, Supplier<Paced> fresh) {
        for (int part = 1; part < SMALLEST_PART; part *= 2) {
            if (was(trial(perSecond / part, fresh))) {
                return part;
            }
        }
        return SMALLEST_PART;
    }

    /** So many GETs a second for three seconds, and what became of them. */
    public static Account trial(int perSecond, Supplier<Paced> fresh) {
        try (Paced load = fresh.get().with("GET", Math.max(1, perSecond))) {
            letPass(TRIAL);
            return load.stop();
        }
    }

    /** Nobody had to wait in the last second. */
    public static boolean was(Account account) {
        return account.lastSecond().slowest().compareTo(SOON) < 0;
    }

    /** The drill's thread does nothing for a while. */
    public static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until("time passes", time.plusSeconds(10), () -> System.nanoTime() - end >= 0);
    }
}
