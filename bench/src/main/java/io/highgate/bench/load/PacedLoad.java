package io.highgate.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests that arrive at random (Poisson) times with a given mean rate, whether or not earlier ones
 * were answered. An answer's clock starts when its request was due, so that waiting for a free
 * connection counts and a proxy that stalls is not flattered. Confined to one thread.
 */
public final class PacedLoad {

    private final Selector selector;
    private final List<ByteBuffer> requests;
    private final List<Connection> all = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);
    // Always the same arrivals, so that peers get equal bursts.
    private final Random random = new Random(1);
    private Latencies latencies = new Latencies();
    private long failed;
    private int sent;

    private PacedLoad(int port, int connections, List<String> paths) throws IOException {
        selector = Selector.open();
        requests = paths.stream().map(PacedLoad::request).toList();
        for (int i = 0; i < connections; i++) {
            all.add(new Connection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), selector));
        }
        idle.addAll(all);
    }

    /**
     * Arguments: port, connections, requests per second, seconds of warm-up, seconds, paths. Prints
     * one line: RESULT requests, microseconds, failed, 0, p50, p99, as load.lua does.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 6) {
            throw new IllegalArgumentException("PORT CONNECTIONS RATE WARM-UP SECONDS PATH...");
        }
        List<String> paths = Arrays.asList(arguments).subList(5, arguments.length);
        double gap = 1e9 / Double.parseDouble(arguments[2]);
        PacedLoad load = new PacedLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), paths);
        load.run(gap, nanos(arguments[3]));
        load.latencies = new Latencies();
        load.failed = 0;
        System.out.println("WARM");
        long took = load.run(gap, nanos(arguments[4]));
        for (Connection connection : load.all) {
            connection.close();
        }
        load.selector.close();
        Latencies seen = load.latencies;
        System.out.printf(
                "RESULT %d %d %d 0 %d %d%n",
                seen.total(), took / 1000, load.failed, seen.quantile(0.5), seen.quantile(0.99));
    }

    /** Runs until that much time has passed and all is answered; nanoseconds it took. */
    private long run(double gap, long nanos) throws IOException {
        long start = System.nanoTime();
        long end = start + nanos;
        double due = start;
        while (due - end < 0 || idle.size() < all.size()) {
            long now = System.nanoTime();
            while (due <= now && due < end && !idle.isEmpty()) {
                idle.pop().send(requests.get(sent++ % requests.size()), (long) due);
                due -= gap * Math.log(1 - random.nextDouble());
            }
            selector.selectNow(key -> answered((Connection) key.attachment()));
            if (now - end > nanos + 1_000_000_000L) {
                throw new IOException("the proxy cannot keep up with the rate, or does not answer");
            }
            // Spinning would starve the origin, which has the same core. The kernel's timers wake
            // about 50 us late, which is a few requests, not the dozens of a millisecond.
            LockSupport.parkNanos(Math.min(20_000, Math.max(1, (long) due - System.nanoTime())));
        }
        return System.nanoTime() - start;
    }

    private void answered(Connection connection) {
        try {
            if (connection.read(scratch)) {
                latencies.add(System.nanoTime() - connection.due());
                failed += connection.status() == 200 ? 0 : 1;
                idle.push(connection);
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static long nanos(String seconds) {
        return (long) (Double.parseDouble(seconds) * 1e9);
    }

    private static ByteBuffer request(String path) {
        byte[] bytes = ("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
