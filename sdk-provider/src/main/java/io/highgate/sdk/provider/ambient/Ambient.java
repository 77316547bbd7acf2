package io.highgate.sdk.provider.ambient;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Time, chance and threads of the host's JVM; not for the SDK's users. Stateless. */
public final class Ambient {

    private Ambient() {}

    /** A clock that only goes on; its zero means nothing. */
    public static long nanos() {
        return System.nanoTime();
    }

    /** What the host takes for the time of day. */
    public static Instant now() {
        return Instant.now();
    }

    /** From 0 (included) to 1. */
    public static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** A thread that never keeps the host's JVM from ending, not started yet. */
    public static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "highgate-provider");
        thread.setDaemon(true);
        return thread;
    }
}
