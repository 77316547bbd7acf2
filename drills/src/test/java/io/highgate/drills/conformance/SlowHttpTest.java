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
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The four attacks of slowhttptest: whoever else comes is answered within a second, and memory is bounded. */
class SlowHttpTest {

    private static final Integer ASKED_FOR = Integer.getInteger("highgate.drill.slow");
    private static final List<Integer> CONNECTIONS = ASKED_FOR == null ? List.of(1_000, 2_500) : List.of(ASKED_FOR);
    private static final long MOST_HEAP_KIB = 96 * 1024;

    /** Half as much again as limits.buffers, which is half of what there is. */
    private static final long MOST_DIRECT_KIB = 384 * 1024;

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

    static Stream<Arguments> attacks() {
        return CONNECTIONS.stream()
                .flatMap(count -> Stream.of(Attack.values()).map(attack -> Arguments.of(attack, count)));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void othersAreAnsweredThroughout(Attack attack, int connections) {
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
                Ran ran = Ran.of(command(program, attack, gateway.port(), connections), "");
                assertThat(ran.out() + ran.err()).as("the attack took place").contains("Exit status");
                assertThat(gateway.metric("highgate_connections_accepted_total"))
                        .isGreaterThan(connections);
                visits = probe.stop();
                System.out.println("drill: " + (long) gateway.metric("highgate_connections_cut_total") + " connections cut, "
                        + (long) gateway.metric("highgate_backlog_bytes") / 1024 + " KiB wait, refused "
                        + (long) gateway.metric("highgate_limit_buffers_hits_total"));
            }
            Memory after = Memory.of(gateway);
            System.out.println("drill: " + attack + " with " + connections + ": " + after + ", slowest of "
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

    private static List<String> command(Program program, Attack attack, int port, int connections) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-c", Integer.toString(connections)));
        command.addAll(List.of("-r", Integer.toString(connections / 2), "-l", "12", "-p", "3"));
        command.addAll(List.of(attack.flags.split(" ", -1)));
        command.addAll(List.of("-u", "http://127.0.0.1:" + port + attack.path));
        return command;
    }
}
