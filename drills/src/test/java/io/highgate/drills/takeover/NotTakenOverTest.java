package io.highgate.drills.takeover;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * New processes that are told no, by their configuration, their ports, their user or their platform:
 * the old one serves on.
 */
class NotTakenOverTest {

    @TempDir
    Path folder;

    private Nginx origin;
    private GatewaySetup setup;

    @BeforeEach
    void startOrigin() {
        origin = Nginx.start(folder, "origin");
        setup = GatewaySetup.in(folder);
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routs: []",
                "listeners: [{bind: '127.0.0.1:1', tls: {certificates: [{certificate: none.pem, key: none.pem}]}}]"
            })
    void aNewProcessWithABrokenConfigurationLeavesTheOldOneAsItWas(String broken) {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port())) {
            setup.write(settings() + broken + "\n");
            assertThat(turns.launch().process().awaitExit(Duration.ofSeconds(20)))
                    .isEqualTo(1);
            turns.assertServesAsBefore(open);
        }
    }

    /** One of its ports is taken by a stranger: it has the old one's descriptors by then, and dies with them. */
    @Test
    void aNewProcessThatCannotOpenAllPortsLeavesTheOldOneAsItWas() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port())) {
            String main = "{name: main, bind: '127.0.0.1:" + setup.port() + "'}";
            String taken = origin.address();
            setup.write(settings() + "listeners: [" + main + ", {name: taken, bind: '" + taken + "'}]\n");
            RunningGateway greedy = turns.launch();
            assertThat(greedy.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(greedy.log()).contains("taking over").contains(taken);
            turns.assertServesAsBefore(open);
        }
    }

    @Test
    void aNewProcessWhoseManagementPortIsTakenLeavesTheOldOneAsItWas() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port())) {
            int taken = Integer.parseInt(origin.address().substring("127.0.0.1:".length()));
            setup.managedAt(taken).write(settings());
            RunningGateway unmanaged = turns.launch();
            assertThat(unmanaged.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(unmanaged.log()).contains("cannot listen on " + origin.address());
            turns.assertServesAsBefore(open);
        }
    }

    @Test
    void aProcessOfAnotherUserGetsNothing() throws IOException {
        String setpriv = someoneElse();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                RunningGateway stranger = setup.loggingTo("stranger.log")
                        .withArguments("--take-over")
                        .launchBy(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups")) {
            assertThat(stranger.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(stranger.log()).contains("not taken over: no gateway of this user");
            turns.assertServesAsBefore(open);
        }
    }

    /** Root may open every file: here it is the other process's user that counts. */
    @Test
    void evenRootGetsNothingFromAnotherUsersProcess() throws IOException {
        String setpriv = someoneElse();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        setup.write(settings());
        try (RunningGateway running = setup.launchBy(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups");
                Turns none = Turns.none(setup)) {
            running.awaitLog("can be taken over");
            RunningGateway root = none.launch();
            assertThat(root.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(root.log()).contains("user 65534 runs the other process");
            assertThat(running.get("/name").body()).isEqualTo("origin");
        }
    }

    private static String someoneElse() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can be someone else");
        return Program.needed("setpriv", "util-linux").toString();
    }

    @Test
    void withoutARunningProcessATakeOverFailsOrStartsAsUsual() {
        setup.write(settings());
        try (Turns none = Turns.none(setup)) {
            RunningGateway alone = none.launch();
            assertThat(alone.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(alone.log()).contains("--take-over=if-running");
        }
        try (RunningGateway usual =
                setup.withArguments("--take-over=if-running").start()) {
            assertThat(usual.get("/name").body()).isEqualTo("origin");
        }
    }

    @Test
    void overNioATakeOverIsRefusedAndSaysWhy() {
        setup.write(settings());
        try (Turns none = Turns.none(setup.withJvmFlags("-Dhighgate.transport=nio"))) {
            RunningGateway nio = none.launch();
            assertThat(nio.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(nio.log()).contains("NIO");
        }
    }

    private String settings() {
        // A connection is opened before, and asks only afterwards: the machine may be slow in between.
        return "timeouts: {headerRead: 2m, keepAlive: 2m}\nupstreams: {origin: {endpoints: '" + origin.address()
                + "'}}\nroutes: [{name: all, upstream: origin}]\n";
    }
}
