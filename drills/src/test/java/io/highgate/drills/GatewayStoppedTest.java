package io.highgate.drills;

import io.highgate.drills.client.Download;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that is stopped or killed in the middle of a download of 2 GiB. */
class GatewayStoppedTest {

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

    @Test
    void aDownloadThatEndsInTimeIsWholeAndNewRequestsAreRefusedMeanwhile() {
        try (RunningGateway gateway = setup.start(settings(""));
                Wire open = Wire.to(gateway.port());
                Download download = Download.toTheMiddle(gateway.port(), "/large")) {
            assertThat(gateway.get("/name").body()).isEqualTo("origin");
            gateway.process().signal("TERM");
            gateway.awaitLog("draining: 1 requests under way");
            assertThat(gateway.manage("/readyz").statusCode()).isEqualTo(503);
            assertThat(gateway.process().isAlive()).isTrue();
            assertThat(gateway.get("/name")).satisfies(refused -> {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("X-Highgate-Reason")).hasValue("SERVICE_UNAVAILABLE");
            });
            assertThat(open.isEnded()).as("an idle connection is closed").isTrue();

            download.goOn().awaitEnd(Duration.ofSeconds(25));
            assertThat(download.received()).isEqualTo(Nginx.LARGE);
            assertThat(gateway.process().awaitExit(Duration.ofSeconds(10))).isZero();
            assertThat(gateway.log()).contains("stopped; every request was answered");
        }
    }

    @Test
    void aDownloadThatDoesNotEndInTimeIsBrokenOffAndTheGatewayEndsInOrder() {
        try (RunningGateway gateway = setup.start(settings("timeouts: {drain: 1s}"));
                Download download = Download.toTheMiddle(gateway.port(), "/large")) {
            gateway.process().signal("TERM");
            assertThat(gateway.process().awaitExit(Duration.ofSeconds(10))).isZero();
            assertThat(gateway.log()).contains("stopped after 1s with 1 requests under way");

            download.goOn().awaitEnd(Duration.ofSeconds(10));
            assertThat(download.received()).isLessThan(Nginx.LARGE);
        }
    }

    @Test
    void aKilledGatewayServesOnTheSamePortAsSoonAsItIsStartedAgain() {
        try (RunningGateway killed = setup.start(settings(""));
                Download download = Download.toTheMiddle(killed.port(), "/large")) {
            killed.process().kill();
            try (RunningGateway again = setup.start()) {
                assertThat(again.get("/name").body()).isEqualTo("origin");
                assertThat(again.log()).doesNotContain("BROKEN").doesNotContain("not started");
            }
            download.goOn().awaitEnd(Duration.ofSeconds(10));
            assertThat(download.received()).isLessThan(Nginx.LARGE);
        }
    }

    @Test
    void anEndedGatewayLeavesNothingBehindThatListens() {
        try (RunningGateway gateway = setup.start(settings(""))) {
            assertThat(gateway.command("/-/drain").statusCode()).isBetween(200, 299);
            assertThat(gateway.process().awaitExit(Duration.ofSeconds(10))).isZero();
        }
        try (RunningGateway again = setup.start()) {
            Await.until("it serves", () -> again.get("/name").statusCode() == 200);
        }
    }

    private String settings(String more) {
        return """
                upstreams: {origin: {endpoints: '%s'}}
                routes: [{name: all, upstream: origin}]
                %s
                """.formatted(origin.address(), more);
    }
}
