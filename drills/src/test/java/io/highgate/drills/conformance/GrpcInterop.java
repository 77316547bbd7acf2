package io.highgate.drills.conformance;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * gRPC's own interoperability client and server (grpc-java), each a process with a class path of its
 * own, and the certificates they bring. Immutable.
 *
 * @param lib their jars, as drills/grpc-interop leaves them
 */
record GrpcInterop(Path lib) {

    /** A name in the certificate that the server shows, and that a gateway in front of it shows too. */
    static final String NAME = "foo.test.google.fr";

    /** What the description of these cases asks for. */
    private static final String METRICS_WANTED =
            "--service_config_json={\"loadBalancingConfig\":[{\"test_backend_metrics_load_balancer\":{}}]}";

    /** The first of many calls starts cold, and the machine may be busy: correctness is looked at, not speed. */
    private static final List<String> PATIENT =
            List.of("--soak_per_iteration_max_acceptable_latency_ms=30000", "--soak_overall_timeout_seconds=90");

    private static final String PACKAGE = "io.grpc.testing.integration.";

    /** What the build has left; without it there is nothing to run. */
    static GrpcInterop built() {
        Path lib = Path.of(System.getProperty("highgate.root", ".."), "drills/grpc-interop/target/lib");
        if (!Files.isDirectory(lib)) {
            throw new AssertionError("no " + lib + ": mvn -pl drills -am verify -Pdrills makes it");
        }
        return new GrpcInterop(lib.toAbsolutePath().normalize());
    }

    /** A server in a process of its own. Closing it kills it. */
    record Server(int port, Child process) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** Starts the server on loopback, and waits until it takes connections. */
    Server start(Path folder, boolean tls) {
        int port = Ports.free();
        List<String> command = command("TestServiceServer");
        command.addAll(List.of("--port=" + port, "--use_tls=" + tls, "--address_type=IPV4"));
        Server server = new Server(port, Child.start(folder.resolve("grpc-server.log"), Map.of(), command));
        server.process().awaitOutput("Server started on port " + port);
        Wire.to(port).close();
        return server;
    }

    /** Runs one case, as the client's own flags have it; exit code 0 says that it has passed. */
    Ran run(String testCase, int port, List<String> flags) {
        List<String> command = command("TestServiceClient");
        command.addAll(List.of("--server_host=127.0.0.1", "--server_port=" + port, "--test_case=" + testCase));
        command.addAll(flags);
        if (testCase.startsWith("orca")) {
            command.add(METRICS_WANTED);
        }
        if (testCase.endsWith("soak")) {
            command.addAll(PATIENT);
        }
        return Ran.of(command, "");
    }

    /** What the client says about itself, its cases included. */
    String usage() {
        List<String> command = command("TestServiceClient");
        command.add("--help");
        Ran ran = Ran.of(command, "");
        return ran.out() + ran.err();
    }

    /** Copies one of the test certificates or keys into a folder. */
    Path certificate(String name, Path folder) {
        try (Stream<Path> jars = Files.list(lib);
                ZipFile jar = new ZipFile(
                        jars.filter(it -> it.getFileName().toString().matches("grpc-testing-[\\d.]+\\.jar"))
                                .findFirst()
                                .orElseThrow()
                                .toFile());
                InputStream in = jar.getInputStream(jar.getEntry("certs/" + name))) {
            Path copy = folder.resolve(name);
            Files.copy(in, copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String program) {
        return new ArrayList<>(List.of(
                Program.ofJdk("java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                lib + "/*",
                PACKAGE + program));
    }
}
