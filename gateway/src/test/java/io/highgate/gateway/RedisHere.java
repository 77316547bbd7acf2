package io.highgate.gateway;

import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A Redis server as a process of this machine, which keeps its port however often it is killed. Confined to the test's thread. */
final class RedisHere implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2_000;

    private final int port;
    private @Nullable Process process;

    /** Where the binary lies; unpacked once. */
    private static final class Binary {

        private static final File FILE = unpacked();

        private static File unpacked() {
            try {
                return ExecutableProvider.newJarResourceProvider().get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    RedisHere() {
        port = Ports.free();
        start();
    }

    /** Starts it, again perhaps, and waits until it answers. */
    void start() {
        try {
            File binary = Binary.FILE;
            process = new ProcessBuilder(
                            binary.getPath(), "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                    .directory(binary.getParentFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("Redis answers", this::answers);
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
