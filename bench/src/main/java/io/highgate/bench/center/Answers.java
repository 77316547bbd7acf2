package io.highgate.bench.center;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers 200 to everybody at every address of 127.0.0.0/8: all instances at once, each on an address of its
 * own. Thread-safe.
 */
final class Answers implements AutoCloseable {

    private static final byte[] WELL =
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell".getBytes(StandardCharsets.US_ASCII);
    private static final int BACKLOG = 4_096;
    private static final int BUFFER = 512;

    private final ServerSocket listener;
    private final AtomicLong answered = new AtomicLong();

    private Answers(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens at a free port. */
    static Answers start() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(0), BACKLOG);
        Answers answers = new Answers(listener);
        Thread.ofPlatform().daemon().start(answers::accept);
        return answers;
    }

    /** The program of one instance, which can be killed and stopped: says its port and answers until it ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Answers answers = start();
        System.out.println("port " + answers.port());
        Thread.currentThread().join();
    }

    int port() {
        return listener.getLocalPort();
    }

    long answered() {
        return answered.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            boolean last = false;
            while (!last) {
                for (String line = Line.line(in); !line.isEmpty(); line = Line.line(in)) {
                    last |= line.equalsIgnoreCase("Connection: close");
                }
                socket.getOutputStream().write(WELL);
                answered.incrementAndGet();
            }
        } catch (IOException over) {
            // Whoever asked is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
