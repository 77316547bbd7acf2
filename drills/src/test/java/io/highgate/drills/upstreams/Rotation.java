package io.highgate.drills.upstreams;

import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at {@code /-/endpoints} about every millisecond whether an endpoint is in rotation; one that is not there
 * any more is neither in nor out. Thread-safe.
 */
public final class Rotation implements AutoCloseable {

    private static final long LOOK = Duration.ofMillis(1).toNanos();

    /** The first looks take long, for the page has never been made before. */
    private static final int WARM = 20;

    private final RunningGateway gateway;
    private final String usable;
    private final String unusable;
    private final AtomicLong firstOut = new AtomicLong();
    private final Lateness lateness;
    private volatile Duration late = Duration.ZERO;
    private final AtomicLong lastIn = new AtomicLong();
    private final AtomicLong timesOut = new AtomicLong();
    private final Thread watching;
    private final AtomicLong looks = new AtomicLong();
    private volatile boolean out;
    private volatile boolean stopping;

    public Rotation(RunningGateway gateway, String address) {
        this.gateway = gateway;
        this.usable = "\"address\":\"" + address + "\",\"usable\":true";
        this.unusable = "\"address\":\"" + address + "\",\"usable\":false";
        this.lateness = Lateness.of(gateway.process());
        this.watching = Thread.ofPlatform().start(this::watch);
        Await.until("it looks quickly", () -> looks.get() > WARM);
    }

    private void watch() {
        try (Wire wire = Wire.to(gateway.managementPort())) {
            while (!stopping) {
                long asked = System.nanoTime();
                String page = wire.send("GET /-/endpoints HTTP/1.1\r\nHost: drill\r\n\r\n")
                        .readAnswer();
                if (page.contains(unusable)) {
                    wentOut(System.nanoTime());
                } else if (page.contains(usable)) {
                    lastIn.set(asked);
                    out = false;
                }
                looks.incrementAndGet();
                LockSupport.parkNanos(LOOK);
            }
        }
    }

    private void wentOut(long now) {
        if (firstOut.get() == 0) {
            late = lateness.soFar();
            firstOut.set(now);
        }
        if (!out) {
            timesOut.incrementAndGet();
        }
        out = true;
    }

    /** Waits until it is out, or has been. */
    Rotation awaitOut() {
        Await.until("it is left out", () -> firstOut.get() != 0);
        return this;
    }

    /** Waits until it is in rotation. */
    Rotation awaitIn() {
        Await.until("it is asked again", () -> !out);
        return this;
    }

    /** How long after a moment it was out for the first time. */
    Duration outAfter(long moment) {
        return Duration.ofNanos(firstOut.get() - moment);
    }

    /**
     * How long after a moment somebody asked who was told that it is in. The answer may have taken long: on a
     * machine that is busy with everything at once, this tells what the gateway knew, not what the machine did.
     */
    public Duration inUntil(long moment) {
        return Duration.ofNanos(lastIn.get() - moment);
    }

    /** The same, but for what the machine was late meanwhile. */
    Duration outInTimeAfter(long moment) {
        return outAfter(moment).minus(late);
    }

    /** How often it went out. */
    long timesOut() {
        return timesOut.get();
    }

    @Override
    public void close() {
        stopping = true;
        Await.until("nobody looks any more", () -> !watching.isAlive());
    }
}
