package io.highgate.spring;

import org.springframework.context.SmartLifecycle;

/**
 * Takes leave at two moments of Spring's shutdown, which goes from high phases to low ones:
 *
 * <pre>
 *   DEFAULT_PHASE          First: drain; requests still come for the drain wait, and are served
 *   DEFAULT_PHASE - 1024   Spring Boot: the web server finishes what is under way
 *   DEFAULT_PHASE - 1536   Last: deregister
 *   DEFAULT_PHASE - 2048   Spring Boot: the web server stops
 * </pre>
 *
 * Called by Spring's threads.
 */
abstract sealed class Leaving implements SmartLifecycle {

    final Registration registration;
    private final int phase;
    private volatile boolean running;

    private Leaving(Registration registration, int phase) {
        this.registration = registration;
        this.phase = phase;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    /** Asks gateways to send nothing new, and lets Spring go on when they have heard of it. */
    public static final class First extends Leaving {

        First(Registration registration) {
            super(registration, DEFAULT_PHASE);
        }

        @Override
        public void stop(Runnable callback) {
            stop();
            registration.drain().whenComplete((done, failed) -> callback.run());
        }
    }

    /** Deregisters. */
    public static final class Last extends Leaving {

        Last(Registration registration) {
            super(registration, DEFAULT_PHASE - 1024 - 512);
        }

        @Override
        public void stop(Runnable callback) {
            stop();
            try {
                registration.close();
            } finally {
                callback.run();
            }
        }
    }
}
