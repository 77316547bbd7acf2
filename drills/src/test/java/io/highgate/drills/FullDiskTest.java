package io.highgate.drills;

import io.highgate.drills.client.Load;
import io.highgate.drills.client.Tally;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.Tmpfs;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A disk without room under the access log, and under the last good configuration. */
class FullDiskTest {

    private static final String BROKEN = "routes: [{name: broken, nonsense: true}]\n";

    @TempDir
    Path folder;

    private Tmpfs disk;

    @BeforeEach
    void mountDisk() {
        disk = Tmpfs.mount(folder.resolve("disk"));
    }

    @AfterEach
    void unmountDisk() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void underTheAccessLogRequestsGoOnLinesAreLostAndCountedAndWrittenAgainWhenThereIsRoom() throws Exception {
        Path log = disk.folder().resolve("access.log");
        try (RunningGateway gateway = GatewaySetup.in(folder).start(answering("one") + """
                        accessLog: {format: json, file: '%s'}
                        """.formatted(log));
                Load load = Load.of(4, gateway.port(), "/")) {
            Await.until("lines are written", () -> written(gateway) > 10);
            disk.fill();
            gateway.awaitLog("requests go on, lines are lost");
            Await.until("lost lines are counted", () -> lost(gateway) > 100);
            load.awaitMore(500);

            Tally tally = load.stop();
            assertThat(tally.outcomes()).containsOnlyKeys("200");
            disk.makeRoom();
            long asked = tally.total() + askUntilItIsWrittenAgain(gateway);
            Await.until("each request is a line or counted as lost", () -> written(gateway) + lost(gateway) == asked);
            List<String> lines = Files.readAllLines(log);
            assertThat(lines).hasSize((int) written(gateway));
            assertThat(lines.stream().filter(line -> !isWhole(line)))
                    .as("torn lines")
                    .isEmpty();
            assertThat(gateway.log().split("requests go on, lines are lost", -1))
                    .as("said once")
                    .hasSize(2);
        }
    }

    private static long askUntilItIsWrittenAgain(RunningGateway gateway) {
        AtomicLong asked = new AtomicLong();
        Await.until("the log is written again", () -> {
            asked.incrementAndGet();
            return gateway.get("/").statusCode() == 200 && gateway.log().contains("is written again");
        });
        return asked.get();
    }

    private static double written(RunningGateway gateway) {
        return gateway.metric("highgate_access_log_lines_total");
    }

    private static double lost(RunningGateway gateway) {
        return gateway.metric("highgate_access_log_dropped_total");
    }

    private static boolean isWhole(String line) {
        return line.startsWith("{\"time\":") && line.endsWith("}") && line.lastIndexOf("{") == 0;
    }

    @Test
    void underTheLastGoodConfigurationTheNewOneServesAndIsRememberedWhenThereIsRoom() {
        GatewaySetup setup = setup();
        try (RunningGateway gateway = setup.start(answering("one"))) {
            disk.fill();
            take(setup, gateway, "two");
            gateway.awaitLog("The last good configuration cannot be kept");
            take(setup, gateway, "three");
            assertThat(gateway.log().split("cannot be kept", -1))
                    .as("said once")
                    .hasSize(2);

            disk.makeRoom();
            take(setup, gateway, "four");
            gateway.awaitLog("The last good configuration is kept again, after ");
            Await.until("it is remembered", () -> remembered().contains("body: four"));
            gateway.stop();
        }
        setup.write(BROKEN);
        try (RunningGateway gateway = setup.start()) {
            assertThat(gateway.get("/").body()).isEqualTo("four");
        }
    }

    @Test
    void whatCouldNotBeRememberedLeavesTheOneBeforeWholeAndItServesWhenTheFileIsBroken() {
        GatewaySetup setup = setup();
        try (RunningGateway gateway = setup.start(answering("one"))) {
            disk.fill();
            take(setup, gateway, "two");
            gateway.awaitLog("The last good configuration cannot be kept");
            gateway.process().kill();
        }
        setup.write(BROKEN);
        try (RunningGateway gateway = setup.start()) {
            gateway.awaitLog("THE CONFIGURATION IS BROKEN");
            assertThat(gateway.get("/").body()).isEqualTo("one");
            assertThat(gateway.metric("highgate_config_refused_last")).isEqualTo(1);

            take(setup, gateway, "three");
            Await.until("nothing is refused", () -> gateway.metric("highgate_config_refused_last") == 0);
        }
    }

    @Test
    void withNothingRememberedABrokenConfigurationEndsTheStart() {
        disk.fill();
        GatewaySetup setup = setup();
        setup.write(BROKEN);
        try (RunningGateway gateway = setup.launch()) {
            assertThat(gateway.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(gateway.log()).contains("nonsense").contains("not started");
        }
    }

    private String remembered() throws IOException {
        try (Stream<Path> kept = Files.list(disk.folder().resolve("state"))) {
            return Files.readString(kept.findFirst().orElseThrow());
        }
    }

    private GatewaySetup setup() {
        return GatewaySetup.in(folder)
                .withArguments("--state", disk.folder().resolve("state").toString());
    }

    private static void take(GatewaySetup setup, RunningGateway gateway, String body) {
        setup.write(answering(body));
        Await.until("'" + body + "' serves", () -> gateway.get("/").body().equals(body));
    }

    private static String answering(String body) {
        return "routes: [{name: all, respond: {body: '" + body + "'}}]\n";
    }
}
