package io.highgate.drills.client;

import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A visitor who comes ten times a second, over a new connection each time, and asks once: what a
 * gateway under attack still is to others. Thread-safe.
 */
public final class Probe implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final int port;
    private final String path;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Visit> visits = new ArrayList<>();
    private final Thread visitor;

    /** One of its visits: the status, or what went wrong; how long it took. */
    public record Visit(String outcome, Duration took) {}

    private Probe(int port, String path) {
        this.port = port;
        this.path = path;
        this.visitor = Thread.ofVirtual().start(this::visit);
    }

    /** Begins to visit a path at a port of this machine. */
    public static Probe of(int port, String path) {
        return new Probe(port, path);
    }

    private void visit() {
        try {
            do {
                long began = System.nanoTime();
                String outcome = ask();
                Visit visit = new Visit(outcome, Duration.ofNanos(System.nanoTime() - began));
                synchronized (visits) {
                    visits.add(visit);
                }
            } while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask() {
        try (Wire wire = Wire.to(port)) {
            return wire.send("GET " + path + " HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n")
                    .readAnswer()
                    .substring(9, 12);
        } catch (RuntimeException e) {
            return "broken: " + e.getMessage();
        }
    }

    /** Ends, and tells all visits. */
    public List<Visit> stop() {
        close();
        synchronized (visits) {
            return List.copyOf(visits);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            visitor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
