package io.highgate.drills.upstreams;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin in a process of its own: answers its name, and writes down each request before it acts on
 * it, so that the book tells all even if it is killed. {@code GET /-/failing/N} makes it answer 500 to N
 * of a hundred requests, by a chance that is the same each time. Thread-safe.
 */
public final class OriginProgram {

    private static final Pattern ID = Pattern.compile("(?im)^x-drill: *(\\S+)");
    private static final String FAILING = "GET /-/failing/";

    private final String name;
    private final FileChannel book;
    private final Semaphore workers;
    private final long workNanos;
    private final SplittableRandom chance = new SplittableRandom(4);
    private volatile int failing;

    private OriginProgram(String name, FileChannel book, int workers, long workNanos) {
        this.name = name;
        this.book = book;
        this.workers = new Semaphore(workers, true);
        this.workNanos = workNanos;
    }

    /** Arguments: name, address, port, book, workers, milliseconds of work for each request. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FileChannel book = FileChannel.open(
                Path.of(arguments[3]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        OriginProgram program = new OriginProgram(
                arguments[0], book, Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]) * 1_000_000);
        try (Origin origin =
                Origin.at(new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])), program::serve)) {
            new CountDownLatch(1).await();
            System.out.println(origin.port());
        }
    }

    private void serve(Wire wire) throws IOException, InterruptedException {
        while (true) {
            String head = wire.readHead();
            wire.read(Wire.contentLength(head));
            wire.send(head.startsWith("GET /-/") ? operate(head) : answer(head));
        }
    }

    private String operate(String head) {
        if (head.startsWith(FAILING)) {
            failing = Integer.parseInt(head.substring(FAILING.length(), head.indexOf(' ', FAILING.length())));
        }
        return text(200, "done");
    }

    private String answer(String head) throws IOException, InterruptedException {
        Matcher id = ID.matcher(head);
        note(head.substring(0, head.indexOf(' ')) + " " + (id.find() ? id.group(1) : "-"));
        if (workNanos > 0) {
            work();
        }
        return fails() ? text(500, "broken") : text(200, name);
    }

    private void work() throws InterruptedException {
        workers.acquire();
        try {
            long end = System.nanoTime() + workNanos;
            for (long rest = workNanos; rest > 0; rest = end - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
        } finally {
            workers.release();
        }
    }

    private void note(String what) throws IOException {
        byte[] line = (System.nanoTime() + " " + what + "\n").getBytes(StandardCharsets.ISO_8859_1);
        book.write(ByteBuffer.wrap(line));
    }

    private synchronized boolean fails() {
        return failing > 0 && chance.nextInt(100) < failing;
    }

    private static String text(int status, String body) {
        return "HTTP/1.1 " + status + " Drill\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
