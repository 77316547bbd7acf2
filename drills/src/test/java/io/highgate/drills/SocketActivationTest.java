package io.highgate.drills;

import io.highgate.drills.client.Http1Client;
import io.highgate.drills.client.Steady;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The ports are systemd's: they are open before the gateway is, and stay so when it is started again. */
class SocketActivationTest {

    private static final String ROUTES = "routes: [{name: a, respond: {body: hello}}]\n";

    @TempDir
    Path folder;

    private Program activate;
    private GatewaySetup setup;

    @BeforeEach
    void aSupervisor() {
        activate = Program.needed("systemd-socket-activate", "systemd");
        setup = GatewaySetup.in(folder);
    }

    /** What systemd does: keeps the sockets, and starts the next process when one has ended. */
    private RunningGateway supervised(String names, String transport) throws IOException {
        Path again = Files.writeString(folder.resolve("again.sh"), """
                while [ ! -e stop ]; do
                  sh -c 'LISTEN_PID=$$; export LISTEN_PID; exec "$@"' gateway "$@" || exit $?
                done
                """);
        setup.write(ROUTES);
        RunningGateway supervisor = setup.withJvmFlags("-Dhighgate.transport=" + transport)
                .launchBy(
                        activate.toString(),
                        "--listen=127.0.0.1:" + setup.port(),
                        "--listen=127.0.0.1:" + setup.managementPort(),
                        "--fdname=" + names,
                        "sh",
                        again.toString());
        supervisor.awaitLog("Listening on 127.0.0.1:" + setup.managementPort());
        return supervisor;
    }

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll"})
    void noRequestFailsWhenTheServiceIsStartedAgain(String transport) throws IOException {
        try (RunningGateway supervisor = supervised("main:management", transport);
                Steady load = new Steady()
                        .with(100, Http1Client.keepingAlive(setup.port(), "/"))
                        .with(100, Http1Client.keepingAlive(setup.port(), "/"))
                        .with(50, Http1Client.fresh(setup.port(), "/"))) {
            for (int i = 1; i <= 3; i++) {
                int starts = i;
                Await.until("it serves", () -> starts(supervisor) == starts);
                long before = answered(load);
                Await.until("requests are answered", () -> answered(load) > before + 100);
                supervisor.process().descendant("java").signal("TERM");
            }
            Await.until("it serves", () -> starts(supervisor) == 4);
            assertThat(load.stop()).containsOnlyKeys("200");
            Files.writeString(folder.resolve("stop"), "");
            supervisor.process().descendant("java").signal("TERM");
            assertThat(supervisor.process().awaitExit(Duration.ofSeconds(40))).isZero();
        }
    }

    @Test
    void socketsWithoutNamesAreFoundByTheirAddresses() throws IOException {
        try (RunningGateway supervisor = supervised("unknown:names", "epoll")) {
            Await.until("it serves", () -> supervisor.get("/").body().equals("hello"));
            assertThat(supervisor.manage("/readyz").statusCode()).isEqualTo(200);
            assertThat(supervisor.log()).doesNotContain("cannot listen").doesNotContain("no listener is meant");
        }
    }

    private static long starts(RunningGateway supervisor) {
        return supervisor
                .log()
                .lines()
                .filter(it -> it.contains("serving 1 routes"))
                .count();
    }

    private static long answered(Steady load) {
        return load.outcomes().getOrDefault("200", 0L);
    }
}
