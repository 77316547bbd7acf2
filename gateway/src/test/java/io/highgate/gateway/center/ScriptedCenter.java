package io.highgate.gateway.center;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.key.SafeToken;
import io.highgate.wire.stream.StreamMessage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A center on loopback that says what a test has it say. Thread-safe. */
public final class ScriptedCenter implements AutoCloseable {

    /** How it meets who comes. */
    public enum Manner {
        /** Tells everything, and what changes. */
        WELL,
        /** Takes connections and says nothing. */
        SILENT,
        /** Answers 401. */
        UNAUTHORIZED,
        /** Answers 503. */
        AWAY,
        /** Tells everything, and then nothing more. */
        FALLS_SILENT,
        /** Sends lines that are no messages. */
        GARBAGE,
        /** Sends a line without an end. */
        ENDLESS_LINE,
        /** Ends each stream in the middle of a snapshot. */
        BREAKS_OFF
    }

    private static final String END = "\0end";

    private final Origin origin;
    private final String secret;
    private final String scheme;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final List<BlockingQueue<String>> streams = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.WELL;
    private Book book = new Book("e1");

    public ScriptedCenter() {
        this("");
    }

    /** @param secret that tokens must be signed with; empty: none is asked for */
    public ScriptedCenter(String secret) {
        this.secret = secret;
        this.scheme = "http";
        this.origin = Origin.scripted(this::serve);
    }

    /** One that is spoken to over TLS. */
    public ScriptedCenter(SSLContext context, Consumer<SSLSocket> settings) {
        this.secret = "";
        this.scheme = "https";
        this.origin = Origin.secured(context, settings, this::serve);
    }

    public String url() {
        return scheme + "://127.0.0.1:" + origin.port();
    }

    /** How it meets who comes from now on; those that are here are sent away. */
    public void behave(Manner next) {
        manner = next;
        sendAway();
    }

    /** Ends all streams. */
    public void sendAway() {
        say(END);
    }

    /** Says that to all that listen. */
    public void say(String line) {
        streams.forEach(it -> it.add(line));
    }

    /** Something changes, and is told. */
    public synchronized void change(List<Listed> put, List<String> gone) {
        say(StreamMessage.write(book.change(put, gone)));
    }

    /** Something changes, and nobody is told. */
    public synchronized void changeSecretly(List<Listed> put) {
        book.change(put, List.of());
    }

    /** Its store is lost: it counts anew, and knows nobody. */
    public synchronized void forget(String epoch) {
        book = new Book(epoch);
        sendAway();
    }

    /** The heads of what it was asked for streams. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The bodies of reports. */
    public String reports() {
        return String.join("\n", reports);
    }

    /** What it was told of requests. */
    public String told() {
        return String.join("\n", told);
    }

    public int listeners() {
        return streams.size();
    }

    private void serve(Wire wire) throws IOException, InterruptedException {
        String head = wire.readHead();
        while (!head.isEmpty()) {
            if (head.startsWith("POST /api/center/reports ")) {
                reports.add(wire.read(Wire.contentLength(head)));
                wire.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
                head = wire.readHead();
            } else if (head.startsWith("POST /api/center/red ")) {
                told.add(wire.read(Wire.contentLength(head)));
                wire.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
                head = wire.readHead();
            } else {
                asked.add(head);
                stream(wire, head);
                return;
            }
        }
    }

    private void stream(Wire wire, String head) throws InterruptedException {
        Manner now = isKnown(head) ? manner : Manner.UNAUTHORIZED;
        switch (now) {
            case SILENT -> hold(wire);
            case UNAUTHORIZED -> refuse(wire, "401 Unauthorized");
            case AWAY -> refuse(wire, "503 Service Unavailable");
            default -> tell(wire, now, head.contains("?since="), head);
        }
    }

    private static void refuse(Wire wire, String status) {
        wire.send("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    }

    private boolean isKnown(String head) {
        int at = head.indexOf("Authorization: Bearer ");
        if (secret.isEmpty()) {
            return true;
        }
        SafeToken token = at < 0 ? null : SafeToken.read(head.substring(at + 22, head.indexOf('\r', at)));
        return token != null && Objects.requireNonNull(token).isSignedWith(secret);
    }

    private void hold(Wire wire) throws InterruptedException {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        streams.add(queue);
        while (!queue.take().equals(END)) {}
        streams.remove(queue);
        wire.cut();
    }

    private void tell(Wire wire, Manner now, boolean goesOn, String head) throws InterruptedException {
        wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n");
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        if (now == Manner.GARBAGE) {
            wire.send("<html>this is no center</html>\n");
            hold(wire);
            return;
        }
        if (now == Manner.ENDLESS_LINE) {
            String much = "x".repeat(64 * 1024);
            while (true) {
                wire.send(much);
            }
        }
        synchronized (this) {
            boolean upToDate = goesOn && head.contains("?since=" + book.at() + " ");
            List<StreamMessage> first = upToDate ? List.of(book.pulse()) : book.snapshot();
            for (StreamMessage message : now == Manner.BREAKS_OFF ? first.subList(0, 1) : first) {
                wire.send(StreamMessage.write(message) + "\n");
            }
            if (now == Manner.BREAKS_OFF) {
                return;
            }
            streams.add(queue);
        }
        try {
            follow(wire, now, queue);
        } finally {
            streams.remove(queue);
        }
    }

    private void follow(Wire wire, Manner now, BlockingQueue<String> queue) throws InterruptedException {
        while (true) {
            String line = queue.poll(200, TimeUnit.MILLISECONDS);
            if (line == null && now == Manner.WELL) {
                synchronized (this) {
                    line = queue.isEmpty() ? StreamMessage.write(book.pulse()) : queue.poll();
                }
            }
            if (END.equals(line)) {
                return;
            }
            if (line != null) {
                wire.send(line + "\n");
            }
        }
    }

    @Override
    public void close() {
        sendAway();
        origin.close();
    }
}
