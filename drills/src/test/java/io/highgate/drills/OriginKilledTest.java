package io.highgate.drills;

import io.highgate.drills.client.Download;
import io.highgate.drills.client.Load;
import io.highgate.drills.client.Tally;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** kill -9 of one of two origins: docs/operate/failures.md says what its clients see. */
class OriginKilledTest {

    /** What a client may see while an endpoint of its upstream is dead. */
    private static final Set<String> STATED = Set.of("200", "502 CONNECT_FAILED", "502 UPSTREAM_RESET");

    @TempDir
    Path folder;

    private Nginx one;
    private Nginx two;
    private RunningGateway gateway;

    @BeforeEach
    void startOriginsAndGateway() {
        one = Nginx.start(folder, "one");
        two = Nginx.start(folder, "two");
        gateway = GatewaySetup.in(folder).start("""
                upstreams:
                  both: {endpoints: ['%s', '%s']}
                  one: {endpoints: '%s'}
                routes:
                  - {name: name, path: /name, upstream: both}
                  - {name: alone, path: /alone, upstream: one, rewrite: /name}
                  - {name: large, path: /large, upstream: one}
                """.formatted(one.address(), two.address(), one.address()));
    }

    @AfterEach
    void stopAll() {
        gateway.close();
        one.close();
        two.close();
    }

    @Test
    void underLoadTheOtherOriginGoesOnAndEveryRequestIsAnswered() {
        try (Load load = Load.of(16, gateway.port(), "/name")) {
            load.awaitMore(2_000);
            assertThat(load.tally().outcomes()).containsOnlyKeys("200");
            one.kill();
            long survived = load.tally().answeredBy("two");
            load.awaitMore(2_000);

            Tally tally = load.stop();
            assertThat(tally.outcomes().keySet()).isSubsetOf(STATED);
            assertThat(tally.answeredBy("two")).isGreaterThan(survived + 500);
            assertThat(tally.slowest()).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(gateway.manage("/livez").statusCode()).isEqualTo(200);
        assertThat(gateway.log()).doesNotContain("defect");
    }

    @Test
    void aRestartedOriginIsUsedAgainAndNothingFailsAnyMore() {
        one.kill();
        try (Load load = Load.of(4, gateway.port(), "/name")) {
            load.awaitMore(200);
            assertThat(load.stop().bodies()).containsOnlyKeys("two");
        }
        one.restart();
        Await.until(
                "the restarted origin answers again",
                () -> gateway.get("/name").body().equals("one"));
        try (Load load = Load.of(4, gateway.port(), "/name")) {
            load.awaitMore(1_000);
            Tally tally = load.stop();
            assertThat(tally.outcomes()).containsOnlyKeys("200");
            assertThat(tally.bodies()).containsOnlyKeys("one", "two");
        }
    }

    @Test
    void withoutAnotherOriginTheRequestFailsAtOnceAndIsCounted() {
        one.kill();
        assertThat(gateway.get("/alone")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("X-Highgate-Reason")).hasValue("CONNECT_FAILED");
        });
        assertThat(gateway.metric("highgate_failures_total{reason=\"CONNECT_FAILED\"}"))
                .isEqualTo(1);
    }

    @Test
    void aDownloadIsBrokenOffSoThatNobodyTakesHalfOfItForAllOfIt() {
        try (Download download = Download.toTheMiddle(gateway.port(), "/large")) {
            assertThat(download.status()).isEqualTo(200);
            assertThat(download.announced()).isEqualTo(Nginx.LARGE);
            one.kill();
            download.goOn().awaitEnd(Duration.ofSeconds(10));

            assertThat(download.received()).isLessThan(Nginx.LARGE);
        }
        Await.until(
                "the failure is counted",
                () -> gateway.metric("highgate_failures_total{reason=\"UPSTREAM_RESET\"}") == 1);
        assertThat(gateway.metric("highgate_in_flight")).isZero();
        assertThat(gateway.get("/name").statusCode()).isIn(200, 502);
    }
}
