package io.highgate.drills.conformance.socket;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All cases of Autobahn, against Jetty itself and through a gateway: it makes no difference. */
class AutobahnTest {

    private static final String DIRECT = "direct";

    /** Without it only the gateway's outcomes are looked at, in half the time. */
    private static final boolean COMPARING =
            Boolean.parseBoolean(System.getProperty("highgate.drill.autobahn.compared", "true"));

    private static final String GATEWAY = "gateway";

    @TempDir
    Path folder;

    /** Minutes, most of which the suite itself takes. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyCasePassesAsItDoesWithoutAGateway() throws Exception {
        try (EchoServer server = new EchoServer();
                RunningGateway gateway = GatewaySetup.in(folder).start("""
                        upstreams: {echo: {endpoints: '127.0.0.1:%d'}}
                        routes: [{name: all, upstream: echo}]
                        """.formatted(server.port()))) {
            SortedMap<String, Integer> servers = new TreeMap<>(Map.of(GATEWAY, gateway.port()));
            if (COMPARING) {
                servers.put(DIRECT, server.port());
            }
            Autobahn run = Autobahn.against(folder, servers);
            List<Verdict> through = run.of(GATEWAY);
            report(through);
            assertThat(run.cases()).isGreaterThan(300);
            assertThat(through)
                    .hasSize(run.cases())
                    .filteredOn(it -> !it.passed())
                    .isEmpty();
            if (COMPARING) {
                report(run.of(DIRECT));
                assertThat(through)
                        .extracting(Verdict::outcome)
                        .containsExactlyElementsOf(
                                run.of(DIRECT).stream().map(Verdict::outcome).toList());
            }
            assertThat(gateway.metric("highgate_websocket_messages_total")).isGreaterThan(run.cases());
        }
    }

    private static void report(List<Verdict> verdicts) {
        System.out.println("drill: Autobahn, "
                + verdicts.stream().map(Verdict::server).distinct().toList() + ": "
                + verdicts.stream()
                        .collect(Collectors.groupingBy(Verdict::behavior, TreeMap::new, Collectors.counting()))
                + ", " + verdicts.stream().mapToInt(Verdict::millis).sum() + " ms; not simply OK: "
                + verdicts.stream()
                        .filter(it -> !it.isOk())
                        .map(Verdict::outcome)
                        .toList());
    }
}
