package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Two GiB go through a process that has 64 MiB of heap and 64 MiB of direct memory, both ways. */
@Timeout(120)
class BoundedMemoryTest {

    private static final long SIZE = 2L * 1024 * 1024 * 1024;
    private static final byte[] BLOCK = new byte[256 * 1024];

    private static void sendAll(Wire wire) {
        for (long sent = 0; sent < SIZE; sent += BLOCK.length) {
            wire.send(BLOCK);
        }
    }

    private static void receiveAll(Wire wire) {
        for (long received = 0; received < SIZE; received += BLOCK.length) {
            wire.read(BLOCK.length);
        }
    }

    @Test
    void streamsTwoGibibytesUpAndDownInASmallProcess() throws Exception {
        try (Origin origin = Origin.scripted(wire -> {
                    while (true) {
                        String head = wire.readHead();
                        if (head.startsWith("PUT ")) {
                            receiveAll(wire);
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");
                        } else {
                            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                            sendAll(wire);
                        }
                    }
                });
                Small gateway = Small.before(origin.port());
                Wire client = Wire.to(gateway.port)) {
            client.send("PUT / HTTP/1.1\r\nHost: t\r\nContent-Length: " + SIZE + "\r\n\r\n");
            sendAll(client);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("all");
            client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                    .readHead();
            assertThat(client.drain()).isEqualTo(SIZE);
        }
    }

    /** The gateway's process. */
    private record Small(Process process, int port) implements AutoCloseable {

        static Small before(int origin) throws Exception {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:MaxDirectMemorySize=64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StreamingGateway.class.getName(),
                            Integer.toString(origin))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = out.readLine();
            }
            assertThat(line).as("the process says its port").isNotNull();
            return new Small(process, Integer.parseInt(String.valueOf(line).substring(5)));
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .handle((done, late) -> process.destroyForcibly())
                    .join();
        }
    }
}
