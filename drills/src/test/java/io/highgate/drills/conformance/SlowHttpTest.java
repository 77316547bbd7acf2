package io.highgate.drills.conformance;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.client.Probe;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Memory;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The four attacks of slowhttptest: whoever else comes is answered within a second, and memory is bounded. */
class SlowHttpTest {

    private static final int CONNECTIONS = Integer.getInteger("highgate.drill.slow", 1_000);
    private static final long MOST_HEAP_KIB = 96 * 1024;
    private static final long MOST_DIRECT_KIB = 256 * 1024;

    /** What is done, and to which path. */
    enum Attack {
        SLOW_HEADERS("/name", "-H -i 2 -x 24"),
        SLOW_BODY("/body", "-B -i 2 -s 8192 -x 10"),
        SLOW_READ("/large", "-X -w 512 -y 1024 -n 2 -z 32 -k 1"),
        RANGES("/large", "-R -a 10 -b 3000");

        private final String path;
        private final String flags;

        Attack(String path, String flags) {
            this.path = path;
            this.flags = flags;
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Attack.class)
    void othersAreAnsweredThroughout(Attack attack) {
        Program program = Program.needed("slowhttptest", "slowhttptest");
        try (Nginx origin = Nginx.start(folder, "origin");
                SmallOrigin reader = new SmallOrigin().at("/body", SlowHttpTest::readToItsEnd);
                RunningGateway gateway = GatewaySetup.in(folder)
                        .withJvmFlags(Memory.FLAG)
                        .start("""
                        upstreams:
                          origin: {endpoints: '%s'}
                          reader: {endpoints: '%s'}
                        routes:
                          - {name: body, path: /body, upstream: reader}
                          - {name: all, upstream: origin}
                        """.formatted(origin.address(), reader.address()))) {
            assertThat(gateway.get("/name").body()).isEqualTo("origin");
            List<Probe.Visit> visits;
            try (Probe probe = Probe.of(gateway.port(), "/name")) {
                Ran ran = Ran.of(command(program, attack, gateway.port()), "");
                assertThat(ran.out() + ran.err()).as("the attack took place").contains("Exit status");
                assertThat(gateway.metric("highgate_connections_accepted_total"))
                        .isGreaterThan(CONNECTIONS);
                visits = probe.stop();
            }
            Memory after = Memory.of(gateway);
            System.out.println("drill: " + attack + " with " + CONNECTIONS + ": " + after + ", slowest of "
                    + visits.size() + " visits "
                    + visits.stream()
                            .map(Probe.Visit::took)
                            .max(Duration::compareTo)
                            .orElseThrow());
            assertThat(visits).hasSizeGreaterThan(10).allSatisfy(visit -> {
                assertThat(visit.outcome()).isEqualTo("200");
                assertThat(visit.took()).isLessThan(Duration.ofSeconds(1));
            });
            assertThat(after.heap()).isLessThan(MOST_HEAP_KIB);
            assertThat(after.direct()).isLessThan(MOST_DIRECT_KIB);
        }
    }

    private static void readToItsEnd(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static List<String> command(Program program, Attack attack, int port) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-c", Integer.toString(CONNECTIONS)));
        command.addAll(List.of("-r", Integer.toString(CONNECTIONS / 2), "-l", "12", "-p", "3"));
        command.addAll(List.of(attack.flags.split(" ", -1)));
        command.addAll(List.of("-u", "http://127.0.0.1:" + port + attack.path));
        return command;
    }
}
