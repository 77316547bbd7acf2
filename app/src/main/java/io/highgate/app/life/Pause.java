package io.highgate.app.life;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets the current thread rest; may end early, which its callers bear. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
