package io.highgate.drills;

import io.highgate.drills.client.Load;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Memory;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many configurations, one after the other, under load: no request fails, nothing grows. As many as
 * {@code -Dhighgate.drill.reloads} says.
 */
class ReloadsUnderLoadTest {

    private static final int RELOADS = Integer.getInteger("highgate.drill.reloads", 100);

    /** So many that a snapshot which is not let go of is seen: each holds some hundred KiB. */
    private static final int ROUTES = 500;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noRequestFailsAndNeitherHeapNorBuffersNorTheProcessGrow() {
        try (Nginx one = Nginx.start(folder, "one");
                Nginx two = Nginx.start(folder, "two")) {
            String[] origins = {one.address(), two.address()};
            // A heap that is all there from the beginning, so that what is resident grows by leaks only.
            GatewaySetup setup =
                    GatewaySetup.in(folder).withJvmFlags("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", Memory.FLAG);
            try (RunningGateway gateway = setup.start(configuration(0, origins))) {
                int warm = Math.max(20, RELOADS / 5);
                reload(setup, gateway, 1, warm, origins);
                Memory before = Memory.of(gateway);
                reload(setup, gateway, warm + 1, warm + RELOADS, origins);
                Memory after = Memory.of(gateway);

                String seen = before + " -> " + after;
                assertThat(after.heap()).as(seen).isLessThan(before.heap() + 4 * 1024);
                assertThat(after.direct()).as(seen).isLessThan(before.direct() + 4 * 1024);
                assertThat(after.resident()).as(seen).isLessThan(before.resident() + 32 * 1024);
                assertThat(gateway.metric("highgate_snapshots_live")).isEqualTo(1);
                assertThat(gateway.metric("highgate_config_refused_total")).isZero();
                System.out.println(RELOADS + " reloads: " + seen);
            }
        }
    }

    private static void reload(GatewaySetup setup, RunningGateway gateway, int from, int to, String... origins) {
        try (Load load = Load.of(8, gateway.port(), "/name")) {
            for (int version = from; version <= to; version++) {
                setup.write(configuration(version, origins));
                String wanted = Integer.toString(version);
                Await.until(
                        "version " + version + " serves",
                        () -> gateway.get("/version").body().equals(wanted));
            }
            assertThat(load.stop().outcomes()).containsOnlyKeys("200");
        }
    }

    /** Upstreams come and go as well: both, then one of the two. */
    private static String configuration(int version, String... origins) {
        String endpoints = version % 2 == 0 ? origins[0] + "', '" + origins[1] : origins[version / 2 % 2];
        String routes = IntStream.range(0, ROUTES)
                .mapToObj(i -> "  - {name: r%d, path: '/r%d/{*rest}', upstream: u}\n".formatted(i, i))
                .collect(Collectors.joining());
        return """
                upstreams: {u: {endpoints: ['%s']}}
                routes:
                  - {name: version, path: /version, respond: {body: '%d'}}
                  - {name: name, path: /name, upstream: u}
                """.formatted(endpoints, version) + routes;
    }
}
