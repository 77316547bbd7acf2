package io.highgate.drills.client;

import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that ask for the same thing over and over, each over its own connection, the next request
 * behind the answer to the last, none sent twice: each is accounted for. Thread-safe.
 */
public final class Load implements AutoCloseable {

    private static final Pattern REASON = Pattern.compile("(?im)^x-highgate-reason: *(\\S+)");

    private final int port;
    private final String request;
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> bodies = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopping;

    private Load(int port, String path) {
        this.port = port;
        this.request = "GET " + path + " HTTP/1.1\r\nHost: drill\r\n\r\n";
    }

    /** Begins: so many clients ask a port of this machine for a path. */
    public static Load of(int clients, int port, String path) {
        Load load = new Load(port, path);
        for (int i = 0; i < clients; i++) {
            load.clients.add(Thread.ofVirtual().start(load::ask));
        }
        return load;
    }

    private void ask() {
        while (!stopping) {
            try (Wire wire = Wire.to(port)) {
                boolean goesOn = true;
                while (goesOn && !stopping) {
                    goesOn = askOnce(wire);
                }
            } catch (RuntimeException e) {
                count("broken: " + e.getMessage());
            }
        }
    }

    private boolean askOnce(Wire wire) {
        long began = System.nanoTime();
        wire.send(request);
        String head = wire.readHead();
        String body = wire.read(Wire.contentLength(head));
        slowest.accumulate(System.nanoTime() - began);
        String status = head.substring(9, 12);
        Matcher reason = REASON.matcher(head);
        if (status.equals("200")) {
            bodies.computeIfAbsent(body, _ -> new LongAdder()).increment();
        }
        count(reason.find() ? status + " " + reason.group(1) : status);
        return !head.toLowerCase(Locale.ROOT).contains("connection: close");
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        count.incrementAndGet();
    }

    /** Waits until so many more requests have ended, one way or the other. */
    public void awaitMore(long requests) {
        long enough = count.get() + requests;
        Await.until(requests + " more requests have ended", () -> count.get() >= enough);
    }

    /** What has become of the requests so far. */
    public Tally tally() {
        return new Tally(sums(outcomes), sums(bodies), Duration.ofNanos(slowest.get()));
    }

    /** Ends the load behind the answers to come, and says what became of all requests. */
    public Tally stop() {
        close();
        return tally();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    @Override
    public void close() {
        stopping = true;
        Await.until("all clients have ended", () -> clients.stream().noneMatch(Thread::isAlive));
    }
}
