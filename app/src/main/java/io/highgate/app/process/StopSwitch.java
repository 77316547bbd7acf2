package io.highgate.app.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM and SIGINT into an orderly end: the first one asks for it, the second one ends the
 * process at once. Thread-safe.
 */
public final class StopSwitch {

    /** What a shell reports for a process that died of SIGINT. */
    private static final int AT_ONCE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();
    private final Runnable halt;

    public StopSwitch() {
        this(() -> Runtime.getRuntime().halt(AT_ONCE));
    }

    StopSwitch(Runnable halt) {
        this.halt = halt;
    }

    /** Listens to the signals from now on. */
    public StopSwitch install() {
        Signals.on("TERM", this::press);
        Signals.on("INT", this::press);
        return this;
    }

    /** Asks for an orderly end; again and again is the same as once. */
    public void ask() {
        asked.countDown();
    }

    /** A signal came. */
    void press() {
        if (times.incrementAndGet() == 1) {
            ask();
        } else {
            halt.run();
        }
    }

    /** Waits until someone asks for the end. */
    public void await() throws InterruptedException {
        asked.await();
    }
}
