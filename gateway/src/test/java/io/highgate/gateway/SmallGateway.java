package io.highgate.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway in a process of its own, with so little memory that holding a body would kill it. */
record SmallGateway(Process process, int port) implements AutoCloseable {

    /** A gateway before an origin that speaks the protocol, as the configuration calls it. */
    static SmallGateway before(int origin, String protocol) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Dio.netty.tryReflectionSetAccessible=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingGateway.class.getName(),
                        Integer.toString(origin),
                        protocol)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = out.readLine();
        }
        assertThat(line).as("the process says its port").isNotNull();
        return new SmallGateway(process, Integer.parseInt(String.valueOf(line).substring(5)));
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
