package io.highgate.drills.client;

import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that come at their pace whether or not earlier ones were answered (an open loop), each over
 * a connection of its own while it lasts, none sent twice: each has an id, {@code X-Drill}, and is
 * accounted for. A request's time counts from the moment at which it was due, so that a gateway that
 * stalls is not flattered. Thread-safe.
 */
public final class Paced implements AutoCloseable {

    private static final Pattern REASON = Pattern.compile("(?im)^x-highgate-reason: *(\\S+)");

    /** So many wait for an answer at most; what would be more is a failure of its own. */
    private static final int MOST = 8_000;

    /** Who waits for so long was forgotten; less may be a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** A connection that was not used for so long is used no more: long before its server may close it. */
    private static final long FRESH = Duration.ofSeconds(10).toNanos();

    private final int port;
    private final String path;
    private final String headers;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MOST);
    private final AtomicInteger ids = new AtomicInteger();
    private final LongAccumulator behind = new LongAccumulator(Math::max, 0);
    private final ArrayList<Thread> paces = new ArrayList<>();
    private volatile boolean stopping;

    /** A connection that waits for its next request. */
    private record Idle(Wire wire, long since) {}

    private Paced(int port, String path, String headers) {
        this.port = port;
        this.path = path;
        this.headers = headers;
    }

    /** A load on a port of this machine that does nothing yet; each request has these header lines. */
    public static Paced on(int port, String path, String... headers) {
        return new Paced(port, path, Stream.of(headers).map(it -> it + "\r\n").collect(Collectors.joining()));
    }

    /** Begins to send so many requests a second with a method; a POST has a small body. */
    public Paced with(String method, int perSecond) {
        paces.add(Thread.ofPlatform().start(() -> keepPace(method, 1_000_000_000L / perSecond)));
        return this;
    }

    private void keepPace(String method, long pace) {
        for (long due = System.nanoTime(); !stopping; due += pace) {
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            behind.accumulate(System.nanoTime() - due);
            long was = due;
            String id = Integer.toString(ids.incrementAndGet());
            if (room.tryAcquire()) {
                Thread.ofVirtual().start(() -> ask(method, id, was));
            } else {
                asked.add(new Asked(was, was, 0, method, id, "not sent: too many wait", ""));
            }
        }
    }

    private void ask(String method, String id, long due) {
        String outcome;
        String by = "";
        long sent = System.nanoTime();
        Idle used = latest();
        try {
            Wire on = used == null ? Wire.to(port).patientFor(PATIENCE) : used.wire();
            boolean keep = false;
            try {
                on.send(request(method, id));
                String head = on.readHead();
                String body = body(on, head);
                Matcher reason = REASON.matcher(head);
                outcome = head.substring(9, 12) + (reason.find() ? " " + reason.group(1) : "");
                by = outcome.equals("200") ? body : "";
                keep = !head.toLowerCase(Locale.ROOT).contains("connection: close");
            } finally {
                end(on, keep);
            }
        } catch (RuntimeException e) {
            outcome = "broken: " + e.getMessage() + " on a connection that was "
                    + (used == null ? "new" : "idle for " + (sent - used.since()) / 1_000_000 + " ms");
        }
        asked.add(new Asked(due, sent, System.nanoTime() - due, method, id, outcome, by));
        room.release();
    }

    private static String body(Wire on, String head) {
        if (!head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            return on.read(Wire.contentLength(head));
        }
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(on.readThrough("\r\n").strip(), 16);
            body.append(on.read(size));
            on.readThrough("\r\n");
        } while (size > 0);
        return body.toString();
    }

    /** The one that was used last; where that is long ago, all others have waited for longer. */
    private @Nullable Idle latest() {
        Idle latest = idle.pollFirst();
        if (latest == null || System.nanoTime() - latest.since() < FRESH) {
            return latest;
        }
        latest.wire().close();
        closeIdle();
        return null;
    }

    private void closeIdle() {
        for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            each.wire().close();
        }
    }

    private void end(Wire wire, boolean keep) {
        if (keep && !stopping) {
            idle.addFirst(new Idle(wire, System.nanoTime()));
        } else {
            wire.close();
        }
    }

    private String request(String method, String id) {
        String start = method + " " + path + " HTTP/1.1\r\nHost: drill\r\nX-Drill: " + id + "\r\n" + headers;
        return method.equals("POST") ? start + "Content-Length: 4\r\n\r\nbody" : start + "\r\n";
    }

    /** What has become of the requests that have ended so far. */
    public Account account() {
        return new Account(new ArrayList<>(asked));
    }

    /** How far it fell behind its pace at most, in nanoseconds: the machine was too slow for the drill then. */
    public long behind() {
        return behind.get();
    }

    /** Ends behind the answers to come, and tells what became of all requests. */
    public Account stop() {
        close();
        return account();
    }

    @Override
    public void close() {
        stopping = true;
        Await.until(
                "all requests have ended",
                () -> paces.stream().noneMatch(Thread::isAlive) && room.availablePermits() == MOST);
        closeIdle();
    }
}
