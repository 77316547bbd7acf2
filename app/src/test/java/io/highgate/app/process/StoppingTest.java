package io.highgate.app.process;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StoppingTest {

    private static final String HALF = "0123456789";
    private static final String ASK = "GET /download HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir
    Path folder;

    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @Test
    void aDownloadUnderWayIsFinishedBeforeTheProcessEnds() throws Exception {
        try (Origin origin = halting();
                RunningProcess process = gatewayBefore(origin);
                Wire client = connect(process)) {
            client.send(ASK);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200");
            assertThat(client.read(HALF.length())).isEqualTo(HALF);
            process.signal("TERM");
            process.awaitLine("draining: 1 requests under way");
            assertThat(process.isAlive()).isTrue();

            mayFinish.countDown();
            assertThat(client.read(HALF.length())).isEqualTo(HALF);
            assertThat(process.awaitExit()).isZero();
        }
    }

    @Test
    void aDownloadThatNeverEndsIsBrokenOffWhenThePatienceIsOver() throws Exception {
        try (Origin origin = halting();
                RunningProcess process = gatewayBefore(origin, "timeouts: { drain: 300ms }\n");
                Wire client = connect(process)) {
            client.send(ASK);
            client.readHead();
            process.signal("TERM");

            process.awaitLine("with 1 requests under way");
            assertThat(process.awaitExit()).isZero();
            mayFinish.countDown();
        }
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnce() throws Exception {
        try (Origin origin = halting();
                RunningProcess process = gatewayBefore(origin);
                Wire client = connect(process)) {
            client.send(ASK);
            client.readHead();
            process.signal("TERM");
            process.awaitLine("draining: 1 requests under way");
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(130);
            mayFinish.countDown();
        }
    }

    @Test
    void theLogCanBeJsonAndInAFile() throws Exception {
        Path log = folder.resolve("highgate.log");
        write("");
        Map<String, String> environment = Map.of("HIGHGATE_LOG_FORMAT", "json", "HIGHGATE_LOG_FILE", log.toString());
        try (RunningProcess process = RunningProcess.start(folder, environment, "gateway")) {
            assertThat(process.awaitLine("serving 1 routes")).startsWith("{").contains("\"level\":\"INFO\"");
            process.signal("TERM");
            assertThat(process.awaitExit()).isZero();
        }
        assertThat(log).content().contains("serving 1 routes").contains("\"stopped; every request was answered\"");
    }

    /** An origin that sends half of an answer, and the other half when it may. */
    private Origin halting() {
        return Origin.scripted(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + HALF);
            if (mayFinish.await(30, TimeUnit.SECONDS)) {
                wire.send(HALF);
            }
        });
    }

    private RunningProcess gatewayBefore(Origin origin) throws Exception {
        return gatewayBefore(origin, "");
    }

    private RunningProcess gatewayBefore(Origin origin, String settings) throws Exception {
        write("""
                upstreams: { origin: { endpoints: [ "127.0.0.1:%d" ] } }
                """.formatted(origin.port()) + settings);
        return RunningProcess.start(folder, "gateway");
    }

    private void write(String settings) throws Exception {
        String action = settings.contains("upstreams") ? "upstream: origin" : "respond: {}";
        Files.writeString(folder.resolve("highgate.yaml"), """
                listeners: [ { bind: "127.0.0.1:0" } ]
                management: { bind: "127.0.0.1:0" }
                routes: [ { name: only, %s } ]
                """.formatted(action) + settings);
    }

    private static Wire connect(RunningProcess process) throws Exception {
        return Wire.to(process.awaitPort());
    }
}
