package io.highgate.drills.conformance;

import com.sun.net.httpserver.HttpExchange;
import io.highgate.drills.client.Peak;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The four attacks of slowhttptest: whoever else comes is answered soon, and memory is bounded. */
class SlowHttpTest {

    private static final String CONNECTIONS = System.getProperty("highgate.drill.slow", "1000,2500");

    /** Connections a second: what slowhttptest can do beside a gateway and an origin on two cores. */
    private static final int RATE = 500;

    private static final int MANY = 1_000;

    /** Attackers, gateway and origin share two cores, perhaps with other builds. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

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
        return Stream.of(CONNECTIONS.split(",", -1))
                .map(Integer::valueOf)
                .flatMap(count -> Stream.of(Attack.values()).map(attack -> Arguments.of(attack, count)));
    }

    /** What it was like. */
    private record Outcome(List<Probe.Visit> visits, double waiting, long cut, long refused, Memory after) {

        private void tell(int connections) {
            System.out.println("drill: slowest of " + visits.size() + " visits "
                    + visits.stream()
                            .map(Probe.Visit::took)
                            .max(Duration::compareTo)
                            .orElseThrow()
                    + ", at most " + (long) waiting / 1024 + " KiB waited, " + cut + " connections cut, "
                    + refused + " requests refused, then " + after + ", attacked by " + connections);
        }

        private void assertAnswered(Predicate<String> expected) {
            assertThat(visits).hasSizeGreaterThan(3).allSatisfy(visit -> {
                assertThat(visit.outcome()).matches(expected);
                assertThat(visit.took()).isLessThan(PATIENCE);
            });
            assertThat(after.heap()).isLessThan(MOST_HEAP_KIB);
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void othersAreAnsweredThroughout(Attack attack, int connections) {
        System.out.println("drill: " + attack);
        Outcome outcome = attack(attack, connections);
        outcome.tell(connections);
        outcome.assertAnswered("200"::equals);
        assertThat(outcome.after().direct()).isLessThan(MOST_DIRECT_KIB);
    }

    /** A sixteenth of the memory: without a bound for all, every answer would fail for want of buffers. */
    @Test
    void readersThatWouldFillAllBuffersAreCutAndOthersAreAnswered() {
        Outcome outcome = attack(Attack.SLOW_READ, MANY, "-XX:MaxDirectMemorySize=32m");
        outcome.tell(MANY);
        outcome.assertAnswered(answer -> answer.equals("200") || answer.equals("503"));
        long served = outcome.visits().stream()
                .filter(visit -> visit.outcome().equals("200"))
                .count();
        System.out.println("drill: " + served + " of " + outcome.visits().size() + " visits served");
        assertThat(served).isGreaterThan(outcome.visits().size() / 2);
        assertThat(outcome.visits().getLast().outcome()).isEqualTo("200");
        assertThat(outcome.cut()).isPositive();
        assertThat(outcome.waiting()).isLessThan(32 * 1024 * 1024);
    }

    private Outcome attack(Attack attack, int connections, String... jvmFlags) {
        Program program = Program.needed("slowhttptest", "slowhttptest");
        String[] flags =
                Stream.concat(Stream.of(Memory.FLAG), Stream.of(jvmFlags)).toArray(String[]::new);
        try (Nginx origin = Nginx.start(folder, "origin");
                SmallOrigin reader = new SmallOrigin().at("/body", SlowHttpTest::readToItsEnd);
                RunningGateway gateway = GatewaySetup.in(folder)
                        .withJvmFlags(flags)
                        .start("""
                        upstreams:
                          origin: {endpoints: '%s'}
                          reader: {endpoints: '%s'}
                        routes:
                          - {name: body, path: /body, upstream: reader}
                          - {name: all, upstream: origin}
                        """.formatted(origin.address(), reader.address()))) {
            assertThat(gateway.get("/name").body()).isEqualTo("origin");
            try (Probe probe = Probe.of(gateway.port(), "/name");
                    Peak peak = Peak.of(gateway, "highgate_backlog_bytes")) {
                Ran ran = Ran.of(command(program, attack, gateway.port(), connections), "");
                assertThat(ran.out() + ran.err()).as("the attack took place").contains("Exit status");
                assertThat(gateway.metric("highgate_connections_accepted_total"))
                        .isGreaterThan(connections);
                assertThat(peak.misses())
                        .as("questions not answered on the management port")
                        .isZero();
                return new Outcome(
                        probe.stop(),
                        peak.largest(),
                        (long) gateway.metric("highgate_connections_cut_total"),
                        (long) gateway.metric("highgate_limit_buffers_hits_total"),
                        Memory.of(gateway));
            }
        }
    }

    private static void readToItsEnd(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static List<String> command(Program program, Attack attack, int port, int connections) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-c", Integer.toString(connections)));
        command.addAll(
                List.of("-r", Integer.toString(RATE), "-l", Integer.toString(10 + connections / RATE), "-p", "3"));
        command.addAll(List.of(attack.flags.split(" ", -1)));
        command.addAll(List.of("-u", "http://127.0.0.1:" + port + attack.path));
        return command;
    }
}
