package io.highgate.drills.differential;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin that writes down each octet and answers each request. It knows only the plain form that
 * a gateway has to send: whatever is not of that form makes it fail. Thread-safe.
 */
final class Recorder implements AutoCloseable {

    /** Enough for one request to disturb another, few enough to be read again in one go. */
    private static final int REQUESTS_PER_CONNECTION = 12;

    /** More than any body that the drill really sends. */
    private static final long MOST = 1 << 20;

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    private final Queue<List<Sent>> recordings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Origin origin = Origin.scripted(this::serve);

    int port() {
        return origin.port();
    }

    /** Whether every connection has ended and is written down. */
    boolean isDone() {
        return ended.get() == origin.connections();
    }

    /** What has been written down, connection by connection; a last request that was broken off is left out. */
    List<List<Sent>> recordings() {
        return List.copyOf(recordings);
    }

    private void serve(Wire wire) {
        List<Sent> requests = new ArrayList<>();
        try {
            while (requests.size() < REQUESTS_PER_CONNECTION) {
                StringBuilder octets = new StringBuilder();
                Seen seen = read(wire, octets);
                requests.add(new Sent(seen, octets.toString().getBytes(StandardCharsets.ISO_8859_1)));
                boolean last = requests.size() == REQUESTS_PER_CONNECTION;
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + (last ? "Connection: close\r\n\r\n" : "\r\n"));
            }
        } catch (UncheckedIOException gone) {
            // The gateway has closed the connection, perhaps in the middle of a request.
        }
        recordings.add(List.copyOf(requests));
        ended.incrementAndGet();
    }

    private static Seen read(Wire wire, StringBuilder request) {
        String head = wire.readHead();
        request.append(head);
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
        if (line.length != 3 || !line[2].equals("HTTP/1.1")) {
            throw new AssertionError("not a plain request line: " + head);
        }
        long body = head.contains("\r\nTransfer-Encoding: chunked\r\n")
                ? chunks(wire, request)
                : length(wire, head, request);
        return new Seen(line[0], line[1], body);
    }

    private static long length(Wire wire, String head, StringBuilder request) {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            return 0;
        }
        long octets = Long.parseLong(length.group(1));
        if (octets > MOST) {
            wire.drain();
            throw new UncheckedIOException(new EOFException("such a body never comes"));
        }
        String body = wire.read((int) octets);
        request.append(body);
        return octets;
    }

    private static long chunks(Wire wire, StringBuilder request) {
        long length = 0;
        int size;
        do {
            String line = wire.readThrough("\r\n");
            size = Integer.parseInt(line.strip(), 16);
            request.append(line);
            if (size > 0) {
                request.append(wire.read(size)).append(wire.readThrough("\r\n"));
            }
            length += size;
        } while (size > 0);
        String line;
        do {
            line = wire.readThrough("\r\n");
            request.append(line);
        } while (line.length() > 2);
        return length;
    }

    @Override
    public void close() {
        origin.close();
    }
}
