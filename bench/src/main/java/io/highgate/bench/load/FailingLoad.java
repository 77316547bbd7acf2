package io.highgate.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady pace, whatever becomes of earlier ones, to a proxy whose origins fail; each is
 * sent once and accounted for. Runs as a single source file. Thread-safe.
 */
public final class FailingLoad {

    private static final int PATIENCE_MILLIS = 10_000;

    private final int port;
    private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedQueue<String> book = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger under = new AtomicInteger();
    private final CountDownLatch stop = new CountDownLatch(1);

    /** A connection and what was read of it. */
    private record Line(Socket socket, InputStream in) {}

    private FailingLoad(int port) {
        this.port = port;
    }

    /**
     * Arguments: port, seconds, GETs a second, POSTs a second, file. Writes a line for each request: when
     * it was due in milliseconds since 1970, method, id, status (0: none), microseconds.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FailingLoad load = new FailingLoad(Integer.parseInt(arguments[0]));
        List<Thread> paces = new ArrayList<>();
        paces.add(Thread.ofPlatform().start(() -> load.keepPace("GET", Integer.parseInt(arguments[2]))));
        paces.add(Thread.ofPlatform().start(() -> load.keepPace("POST", Integer.parseInt(arguments[3]))));
        boolean early = load.stop.await(Long.parseLong(arguments[1]), TimeUnit.SECONDS);
        load.stop.countDown();
        for (Thread pace : paces) {
            pace.join();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * PATIENCE_MILLIS);
        while (load.under.get() > 0 && System.nanoTime() < end && !early) {
            LockSupport.parkNanos(1_000_000);
        }
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(Path.of(arguments[4])), false, StandardCharsets.US_ASCII)) {
            load.book.forEach(out::println);
        }
        System.exit(0); // what is still under way is not waited for
    }

    private void keepPace(String method, int perSecond) {
        long pace = 1_000_000_000L / perSecond;
        long base = System.nanoTime();
        long since = System.currentTimeMillis();
        for (long due = base; stop.getCount() > 0; due += pace) {
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            long was = due;
            under.incrementAndGet();
            Thread.ofVirtual().start(() -> ask(method, was, since + (was - base) / 1_000_000));
        }
    }

    private void ask(String method, long due, long at) {
        int id = ids.incrementAndGet();
        int status = 0;
        try {
            Line used = idle.pollFirst();
            Line line = used == null ? open() : used;
            status = exchange(line, method, id);
        } catch (IOException broken) {
            status = 0;
        }
        book.add(at + " " + method + " " + id + " " + status + " " + (System.nanoTime() - due) / 1000);
        under.decrementAndGet();
    }

    private Line open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new Line(socket, new BufferedInputStream(socket.getInputStream()));
    }

    private int exchange(Line line, String method, int id) throws IOException {
        boolean kept = false;
        try {
            String body = method.equals("POST") ? "Content-Length: 4\r\n\r\nbody" : "\r\n";
            String request = method + " / HTTP/1.1\r\nHost: bench\r\nX-Bench: " + id + "\r\n" + body;
            line.socket().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String head = head(line.in()).toLowerCase(Locale.ROOT);
            kept = skipBody(line.in(), head) && !head.contains("connection: close");
            return Integer.parseInt(head.substring(9, 12));
        } finally {
            if (kept) {
                idle.addFirst(line);
            } else {
                line.socket().close();
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the connection ended");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** False where the end of the body cannot be told without its length. */
    private static boolean skipBody(InputStream in, String head) throws IOException {
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return false;
        }
        int from = at + "\r\ncontent-length:".length();
        in.skipNBytes(
                Long.parseLong(head.substring(from, head.indexOf('\r', from)).strip()));
        return true;
    }
}
