package io.highgate.drills.center;

import io.highgate.drills.client.Steady;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Postgres;
import io.highgate.drills.process.Redis;
import io.highgate.drills.process.RunningCenter;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import io.highgate.sdk.provider.Provider;
import io.highgate.sdk.provider.ProviderSettings;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three centers on one Redis and one PostgreSQL, two gateways, two instances that register, all of them real
 * processes but the instances; and a load that nothing of what happens to centers and stores may touch.
 */
class CentersGoneTest {

    private static final String MASTER_KEY = "0123456789abcdef0123456789abcdef";
    private static final Duration CONVERGED = Duration.ofSeconds(20);
    private static final String UP_TWICE = "(?s)\"state\":\"up\".*\"state\":\"up\"";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<RunningCenter> centers = new ArrayList<>();
    private final List<RunningGateway> gateways = new ArrayList<>();

    private Path sub(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void noRequestFailsAndAllAgreeInTheEnd() throws Exception {
        try {
            Redis redis = add(Redis.start(sub("redis")));
            Postgres postgres = add(Postgres.start(folder));
            start(redis, postgres);
            try (Steady load =
                    new Steady().with(100, () -> call(gateways.get(0))).with(100, () -> call(gateways.get(1)))) {
                oneAfterTheOther();
                all();
                redisAway(redis);
                postgresAway(postgres);
                everything(redis, postgres);
                assertThat(load.stop()).containsOnlyKeys("200");
                System.out.println("[centers] slowest of the requests "
                        + load.slowest().toMillis() + " ms; the clients were behind by up to "
                        + load.behind().toMillis() + " ms");
            }
        } finally {
            for (AutoCloseable one : open.reversed()) {
                one.close();
            }
        }
    }

    private <T extends AutoCloseable> T add(T one) {
        open.add(one);
        return one;
    }

    private void start(Redis redis, Postgres postgres) throws IOException {
        Map<String, String> environment = Map.of(
                "GATEWAY_SESSION_STORE_URL",
                redis.url(),
                "GATEWAY_DATABASE_URL",
                "postgresql://postgres@" + postgres.address() + "/postgres",
                "HIGHGATE_MASTER_KEY",
                MASTER_KEY);
        for (int i = 0; i < 3; i++) {
            centers.add(add(RunningCenter.start(sub("center" + i), environment)));
        }
        List<String> key = centers.getFirst().key("gateway", "drill");
        String urls =
                String.join("', '", centers.stream().map(RunningCenter::url).toList());
        for (int i = 0; i < 2; i++) {
            gateways.add(add(GatewaySetup.in(sub("gateway" + i))
                    .start("center: {urls: ['%s'], key: '%s', secret: '%s'}\n"
                            .formatted(urls, key.get(0), key.get(1)))));
        }
        List<String> provider = centers.getFirst().key("provider", "crm");
        for (int i = 0; i < 2; i++) {
            instance(provider);
        }
        gateways.forEach(gateway ->
                Await.until("the cell is found", CONVERGED, () -> call(gateway).equals("200")));
        converged();
    }

    private void instance(List<String> key) {
        SmallOrigin origin = add(new SmallOrigin().at("/", "text/plain", "well".getBytes(StandardCharsets.US_ASCII)));
        String address = origin.address();
        add(Provider.start(ProviderSettings.read(Map.of(
                "gateway-server.server-name",
                "crm",
                "gateway-server.center-addr",
                String.join(",", centers.stream().map(RunningCenter::url).toList()),
                "gateway-server.safe-key",
                key.get(0),
                "gateway-server.safe-secret",
                key.get(1),
                "gateway-server.host",
                "127.0.0.1",
                "gateway-server.port",
                address.substring(address.indexOf(':') + 1),
                "gateway-server.drain-wait",
                "100ms",
                "gateway-server.shutdown-hook",
                "false"))));
    }

    private static String call(RunningGateway gateway) {
        return Integer.toString(gateway.send(gateway.request("/api/v1/crm/x").header("Authorization", "Bearer any"))
                .statusCode());
    }

    /** Every center knows both instances as up, and every gateway follows one. */
    private void converged() {
        long since = System.nanoTime();
        for (RunningCenter center : centers) {
            Await.until("a center knows both", CONVERGED, () -> {
                assertThat(center.ask("/api/center/instances?cell=crm").body())
                        .as(center.url())
                        .contains("\"total\":2")
                        .containsPattern(UP_TWICE);
                return true;
            });
        }
        for (RunningGateway gateway : gateways) {
            Await.until("a gateway follows", CONVERGED, () -> gateway.metric("highgate_center_following") == 1);
        }
        System.out.println("[centers] all agree after "
                + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
    }

    private void oneAfterTheOther() {
        for (RunningCenter center : centers) {
            center.process().freeze();
            gateways.forEach(gateway -> Await.until(
                    "another one is followed", CONVERGED, () -> gateway.metric("highgate_center_following") == 1));
            center.process().signal("CONT");
            converged();
            center.process().kill();
            center.restart();
            center.awaitReady();
            converged();
        }
    }

    private void all() {
        centers.forEach(center -> center.process().kill());
        gateways.forEach(gateway ->
                Await.until("nobody is followed", CONVERGED, () -> gateway.metric("highgate_center_following") == 0));
        centers.forEach(RunningCenter::restart);
        centers.forEach(RunningCenter::awaitReady);
        converged();
    }

    private void redisAway(Redis redis) {
        redis.stop();
        centers.forEach(center -> Await.until(
                "a center says so",
                CONVERGED,
                () -> center.ask("/health").body().contains("degraded")));
        redis.restart();
        converged();
    }

    private void postgresAway(Postgres postgres) {
        postgres.stop();
        centers.forEach(center -> Await.until(
                "a center says so",
                CONVERGED,
                () -> center.ask("/health").body().contains("degraded")));
        postgres.start();
        converged();
    }

    /** All at once, and back in another order. */
    private void everything(Redis redis, Postgres postgres) {
        centers.forEach(center -> center.process().kill());
        redis.stop();
        postgres.stop();
        centers.forEach(RunningCenter::restart);
        redis.restart();
        postgres.start();
        centers.forEach(RunningCenter::awaitReady);
        converged();
    }
}
