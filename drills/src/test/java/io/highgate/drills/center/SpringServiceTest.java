package io.highgate.drills.center;

import io.highgate.drills.client.Account;
import io.highgate.drills.client.Asked;
import io.highgate.drills.client.Calm;
import io.highgate.drills.client.Paced;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.RunningCenter;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.upstreams.Rotation;
import io.highgate.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Spring Boot service of the examples registers itself at a center that a gateway follows, all of them
 * processes: how soon it gets requests, what its shutdown costs, and what a kill -9 costs. {@code highgate.drill.rate}
 * is the percentage of the load.
 */
class SpringServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int GETS = perSecond(200);
    private static final int POSTS = perSecond(40);

    @TempDir
    Path folder;

    private RunningCenter center;
    private RunningGateway gateway;
    private List<String> key;
    private int part = 1;

    @BeforeEach
    void start() throws Exception {
        center = RunningCenter.start(Files.createDirectory(folder.resolve("center")), Map.of());
        List<String> own = center.key("gateway", "drill");
        gateway = GatewaySetup.in(Files.createDirectory(folder.resolve("gateway")))
                .start("center: {urls: ['%s'], key: '%s', secret: '%s'}\n"
                        .formatted(center.url(), own.get(0), own.get(1)));
        key = center.key("provider", "orders");
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (center != null) {
            center.close();
        }
    }

    private static int perSecond(int full) {
        return Math.max(1, full * Integer.getInteger("highgate.drill.rate", 100) / 100);
    }

    private OrdersService launch() {
        return OrdersService.launch(folder, center.url(), key);
    }

    private Paced load() {
        return Paced.on(
                gateway.port(),
                "/api/v1/orders/orders/7",
                "Authorization: Bearer any",
                "Content-Type: text/plain",
                "X-Request-ID: drill");
    }

    @Test
    void itGetsRequestsWithinASecondOfBeingReady() {
        try (OrdersService service = launch();
                Paced load = load().with("GET", GETS)) {
            long ready = service.awaitReady();
            Lateness lateness = Lateness.of(service.process(), center.process(), gateway.process());
            Await.until(
                    "a request is answered",
                    PATIENCE,
                    () -> load.account().answered().count() > 0);
            Duration late = lateness.soFar().plusNanos(load.behind());
            Account account = load.stop();
            // What the gateway knew counts: since when is it asked for in vain no more, whenever the answer came.
            long first = account.answered().all().stream()
                    .mapToLong(Asked::sent)
                    .min()
                    .orElseThrow();
            Duration after = Duration.ofNanos(first - ready);
            System.out.println("[spring] the first request " + after.toMillis() + " ms after it was ready; the machine"
                    + " was late by up to " + late.toMillis() + " ms");
            assertThat(after.minus(late)).isLessThan(Duration.ofSeconds(1));
            assertThat(account.failed().outcomes().keySet()).isSubsetOf("503 CELL_NOT_FOUND");
        }
    }

    @Test
    void noRequestFailsWhileOneJoinsAndAnotherShutsDown() {
        try (OrdersService leaving = launch();
                OrdersService joining = launchAfter(leaving)) {
            try (Paced load = load().with("GET", GETS / part).with("POST", Math.max(1, POSTS / part))) {
                joining.awaitReady();
                awaitServing(load, joining);
                leaving.process().signal("TERM");
                assertThat(leaving.process().awaitExit(Duration.ofSeconds(60))).isEqualTo(143);
                long gone = System.nanoTime();
                awaitAsked(load, gone);
                Account account = load.stop();
                System.out.println("[spring] one joined, one was stopped: " + account + ", the slowest "
                        + account.slowest().toMillis() + " ms");
                assertThat(account.outcomes()).containsOnlyKeys("200");
                assertThat(account.only(it -> leaving.gave(it.by())).posts().count())
                        .isPositive();
                assertThat(account.only(it -> it.sent() - gone > 0 && !joining.gave(it.by()))
                                .outcomes())
                        .isEmpty();
            }
        }
    }

    @Test
    void killedItIsOutWithinThreeSecondsAndNoGetFails() {
        try (OrdersService doomed = launch();
                OrdersService staying = launchAfter(doomed)) {
            try (Paced load = load().with("GET", GETS / part).with("POST", Math.max(1, POSTS / part))) {
                staying.awaitReady();
                awaitServing(load, staying);
                try (Rotation rotation = new Rotation(gateway, doomed.address())) {
                    doomed.process().kill();
                    long gone = System.nanoTime(); // only now has the kernel closed its sockets
                    Lateness lateness = Lateness.of(center.process(), gateway.process());
                    Await.until(
                            "the center forgets it",
                            PATIENCE,
                            () -> !center.ask("/api/center/instances?cell=orders")
                                    .body()
                                    .contains(doomed.address()));
                    Await.until(
                            "the gateway forgets it",
                            PATIENCE,
                            () -> !gateway.manage("/-/endpoints").body().contains(doomed.address()));
                    Duration late = lateness.soFar();
                    Duration forgotten = Duration.ofNanos(System.nanoTime() - gone);
                    awaitAsked(load, System.nanoTime());
                    Account account = load.stop();
                    System.out.println("[spring] killed: in rotation for "
                            + rotation.inUntil(gone).toMillis() + " ms, forgotten after " + forgotten.toMillis()
                            + " ms, the machine was late by up to " + late.toMillis() + " ms: " + account);
                    assertThat(rotation.inUntil(gone).minus(late)).isLessThan(Duration.ofSeconds(3));
                    assertThat(account.gets().failed().outcomes()).isEmpty();
                    // Sent to the one that was killed, not answered by it or not in full, and not sent again.
                    assertThat(account.posts().failed().outcomes().keySet())
                            .allMatch(it -> it.equals("502 UPSTREAM_ERROR") || it.startsWith("broken: "));
                    assertThat(account.only(it -> it.sent() - gone > 0 && doomed.gave(it.by()))
                                    .outcomes())
                            .isEmpty();
                }
            }
        }
    }

    /** Another one, when the first one gets requests, and as many of them as this machine carries are known. */
    private OrdersService launchAfter(OrdersService first) {
        first.awaitReady();
        Await.until(
                "the cell is served",
                PATIENCE,
                () -> gateway.send(gateway.request("/api/v1/orders/orders/7").header("Authorization", "Bearer any"))
                                .statusCode()
                        == 200);
        part = Calm.part(GETS + POSTS, this::load);
        return launch();
    }

    private void awaitServing(Paced load, OrdersService service) {
        Await.until(
                "it gets its share",
                PATIENCE,
                () -> load.account().only(it -> service.gave(it.by())).count() > GETS / part / 10);
    }

    /** The load goes on until those of about a second that came after a moment have ended. */
    private void awaitAsked(Paced load, long since) {
        Await.until(
                "the load goes on",
                PATIENCE,
                () -> load.account().only(it -> it.sent() - since > 0).count() > GETS / part);
    }
}
