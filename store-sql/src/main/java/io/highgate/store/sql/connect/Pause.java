package io.highgate.store.sql.connect;

import java.time.Duration;

/** Lets time pass before something is tried again; {@code Thread::sleep} in a process. */
@FunctionalInterface
public interface Pause {

    /** Returns after so long. */
    void pause(Duration duration) throws InterruptedException;
}
