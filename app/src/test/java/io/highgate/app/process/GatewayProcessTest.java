package io.highgate.app.process;

import io.highgate.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class GatewayProcessTest {

    /** Bits 1 and 2, of signals 1 and 2, in the masks of /proc. */
    private static final long HANGUP_AND_INTERRUPT = 0b11;

    @TempDir
    Path folder;

    private int managementPort;

    @BeforeEach
    void aFile() throws IOException {
        managementPort = Ports.free();
        answering("first");
    }

    @Test
    void servesUntilItIsToldToStopAndEndsWithZero() throws Exception {
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            int port = process.awaitPort();
            assertThat(process.get(port, "/").body()).isEqualTo("first");
            process.signal("TERM");

            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void aChangedFileIsUsedAndABrokenOneIsNot() throws Exception {
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            int port = process.awaitPort();
            answering("second");
            process.awaitLine("configuration version 2 serves");
            assertThat(process.get(port, "/").body()).isEqualTo("second");

            Files.writeString(file(), "routes: [ { nmae: x } ]\n");
            process.awaitLine("refused");
            process.awaitLine("did you mean 'name'");
            assertThat(process.get(port, "/").body()).isEqualTo("second");
            assertThat(process.get(managementPort, "/metrics").body()).contains("highgate_config_refused_total 1");
        }
    }

    @Test
    void aDiskThatDoesNotKeepTheConfigurationIsInTheMetrics() throws Exception {
        Files.writeString(folder.resolve("in-the-way"), "a file where the folder should be");
        try (RunningProcess process = RunningProcess.start(folder, "gateway", "--state", "in-the-way")) {
            int port = process.awaitPort();
            process.awaitLine("cannot be kept");
            assertThat(process.get(port, "/").body()).isEqualTo("first");
            assertThat(process.get(managementPort, "/metrics").body())
                    .contains("highgate_config_unkept_total 1.0")
                    .contains("highgate_config_accepted_total 1.0");
        }
    }

    private static boolean hearsSignals() throws IOException {
        Path ofProcess = Path.of("/proc/self/status");
        if (!Files.exists(ofProcess)) {
            return true;
        }
        try (Stream<String> status = Files.lines(ofProcess)) {
            return status.filter(it -> it.startsWith("SigIgn:"))
                    .noneMatch(it -> (Long.parseUnsignedLong(it.substring(7).strip(), 16) & HANGUP_AND_INTERRUPT) != 0);
        }
    }

    @Test
    void aHangupReadsTheFilesAgain() throws Exception {
        assumeTrue(hearsSignals(), "under nohup, or behind a shell's &, processes do not hear SIGHUP or SIGINT");
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            process.awaitPort();
            process.signal("HUP");
            process.awaitLine("means the same as before");
            process.signal("INT");

            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void anOperatorsDrainIsAnsweredAndEndsTheProcess() throws Exception {
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            process.awaitPort();
            assertThat(process.post(managementPort, "/-/drain").body()).contains("\"draining\":true");

            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void startsFromTheLastGoodConfigurationWhenTheFileIsBroken() throws Exception {
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            process.awaitPort();
            awaitLastGood();
            process.signal("TERM");
            assertThat(process.awaitExit()).isZero();
        }
        Files.writeString(file(), "routes: [ { nmae: x } ]\n");
        try (RunningProcess process = RunningProcess.start(folder, "gateway")) {
            process.awaitLine("THE CONFIGURATION IS BROKEN");
            int port = process.awaitPort();
            assertThat(process.get(port, "/").body()).isEqualTo("first");
            answering("repaired");
            process.awaitLine("configuration version 2 serves");
            assertThat(process.get(port, "/").body()).isEqualTo("repaired");
        }
        Files.writeString(file(), "routes: [ { nmae: x } ]\n");
        try (RunningProcess process = RunningProcess.start(folder, "gateway", "--no-last-good")) {
            assertThat(process.awaitExit()).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(managementPort, 1, InetAddress.getLoopbackAddress());
                RunningProcess process = RunningProcess.start(folder, "gateway")) {
            assertThat(process.awaitLine("not started")).contains(Integer.toString(taken.getLocalPort()));
            assertThat(process.awaitExit()).isEqualTo(3);
        }
    }

    private void awaitLastGood() throws IOException {
        Path state = folder.resolve(".highgate/state");
        long end = System.nanoTime() + 10_000_000_000L;
        while (!Files.isDirectory(state) || filesIn(state) == 0) {
            assertThat(System.nanoTime())
                    .as("no last good configuration in " + state)
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static long filesIn(Path state) throws IOException {
        try (var entries = Files.list(state)) {
            return entries.filter(it -> it.toString().endsWith(".yaml")).count();
        }
    }

    private Path file() {
        return folder.resolve("highgate.yaml");
    }

    private void answering(String body) throws IOException {
        Files.writeString(file(), """
                listeners: [ { bind: "127.0.0.1:0" } ]
                management: { bind: "127.0.0.1:%d" }
                routes: [ { name: only, respond: { body: %s } } ]
                """.formatted(managementPort, body));
    }
}
