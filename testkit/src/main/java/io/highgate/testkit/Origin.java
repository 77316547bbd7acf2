package io.highgate.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A real TCP server on loopback that does with each connection what the script says, each on a
 * virtual thread of its own. A connection that breaks is part of many tests; anything else that a
 * script throws is a defect, and {@link #close} throws it.
 */
public final class Origin implements Closeable {

    private final ServerSocket server;
    private final Script script;
    private final Doorman doorman;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Script {
        void serve(Wire wire) throws Exception;
    }

    /** Makes a wire of an accepted connection. */
    @FunctionalInterface
    private interface Doorman {
        Wire open(Socket socket) throws IOException;
    }

    private Origin(Script script) {
        this(script, Wire::new);
    }

    private Origin(Script script, Doorman doorman) {
        this(script, doorman, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Origin(Script script, Doorman doorman, InetSocketAddress at) {
        this.script = script;
        this.doorman = doorman;
        try {
            server = new ServerSocket(at.getPort(), 1024, at.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The same at a certain address of loopback, and a certain port; 0 for any. */
    public static Origin at(InetSocketAddress address, Script script) {
        return new Origin(script, Wire::new, address);
    }

    /** An origin that does with each connection what the script says. */
    public static Origin scripted(Script script) {
        return new Origin(script);
    }

    /** The same over TLS. */
    public static Origin secured(SSLContext context, Consumer<SSLSocket> settings, Script script) {
        return new Origin(script, socket -> Wire.accepted(socket, context, settings));
    }

    /** What {@link #echoing} does with a connection. */
    public static void echo(Wire wire) {
        while (true) {
            String head = wire.readHead();
            String body = head + wire.read(Wire.contentLength(head));
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }
    }

    /** An origin that answers every request with the given octets, as long as the client likes. */
    public static Origin answering(String answer) {
        return new Origin(wire -> {
            while (true) {
                String head = wire.readHead();
                wire.read(Wire.contentLength(head));
                wire.send(answer);
            }
        });
    }

    /** An origin that answers 200 with the request's head for a body. */
    public static Origin echoing() {
        return new Origin(Origin::echo);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    defect.compareAndSet(null, e);
                    return;
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                Wire wire = doorman.open(socket)) {
            script.serve(wire);
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // The other side is gone, or the test is over: what scripts are for.
        } catch (Throwable e) {
            defect.compareAndSet(null, e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /**
     * Accepts no more.
     *
     * @throws AssertionError if a script failed for a reason of its own
     */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Throwable thrown = defect.get();
        if (thrown != null) {
            throw new AssertionError("the script of an origin has failed", thrown);
        }
    }
}
