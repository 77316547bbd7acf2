package io.highgate.drills.client;

import io.highgate.testkit.Wire;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps its connection as long as it may, or takes a fresh one for each request; it
 * never tries again. Confined to one thread.
 */
public final class Http1Client implements Steady.Asking {

    private final Supplier<Wire> connecting;
    private final String request;
    private final boolean keepsAlive;
    private @Nullable Wire wire;

    private Http1Client(Supplier<Wire> connecting, String path, boolean keepsAlive) {
        this.connecting = connecting;
        this.keepsAlive = keepsAlive;
        String connection = keepsAlive ? "" : "Connection: close\r\n";
        this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + connection + "\r\n";
    }

    /** Keeps its connection until the server says that it closes it. */
    public static Http1Client keepingAlive(int port, String path) {
        return keepingAlive(() -> Wire.to(port), path);
    }

    /** The same over connections made in another way, with TLS for instance. */
    public static Http1Client keepingAlive(Supplier<Wire> connecting, String path) {
        return new Http1Client(connecting, path, true);
    }

    /** A connection for each request. */
    public static Http1Client fresh(int port, String path) {
        return fresh(() -> Wire.to(port), path);
    }

    /** The same over connections made in another way. */
    public static Http1Client fresh(Supplier<Wire> connecting, String path) {
        return new Http1Client(connecting, path, false);
    }

    @Override
    public String ask() {
        Wire open = wire == null ? connecting.get() : wire;
        wire = null;
        boolean goesOn = false;
        try {
            open.send(request);
            String head = open.readHead();
            open.read(Wire.contentLength(head));
            goesOn = keepsAlive && !head.toLowerCase(Locale.ROOT).contains("connection: close");
            return head.substring(9, 12);
        } finally {
            if (goesOn) {
                wire = open;
            } else {
                open.close();
            }
        }
    }

    @Override
    public String toString() {
        return keepsAlive ? "HTTP/1.1, kept" : "HTTP/1.1, fresh";
    }
}
