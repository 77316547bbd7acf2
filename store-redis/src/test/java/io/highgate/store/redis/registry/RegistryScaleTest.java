package io.highgate.store.redis.registry;

import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.registry.Entry;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** As many instances as a center should bear; prints how long it took. */
@Timeout(120)
class RegistryScaleTest {

    private static final int INSTANCES = 10_000;
    private static final int ROUNDS = 10;

    private final RedisFixture fixture = new RedisFixture();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private RedisProcess server;
    private RedisRegistry registry;

    @BeforeEach
    void start() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // it would be what is measured
        server = fixture.server();
        registry = Registries.on(fixture, server).empty();
    }

    @AfterEach
    void end() {
        ResourceLeakDetector.setLevel(before);
        fixture.close();
    }

    private static String told(Runnable what) {
        long[] micros = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            what.run();
            micros[i] = (System.nanoTime() - begun) / 1_000;
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2] / 1_000.0 + " ms (median), " + micros[ROUNDS - 1] / 1_000.0 + " ms (slowest)";
    }

    private String field(String section, String name) {
        String text = server.say("INFO", section);
        int begin = text.indexOf(name + ":") + name.length() + 1;
        return text.substring(begin, text.indexOf('\r', begin));
    }

    private double cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private boolean mirrored() {
        return server.say("DBSIZE").equals(":" + (INSTANCES + 5)) && registry.heartbeatsWaiting() == 0;
    }

    @Test
    void tenThousandAreRenewedAndReadInMoments() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            String facts = "{\"host\":\"10.0.%d.%d\",\"metadata\":\"%s\"}".formatted(i / 250, i % 250, "m".repeat(200));
            entries.add(new Entry("cell-" + i % 1_000 + "/" + i, facts, Duration.ofMinutes(5), Map.of()));
        }
        List<String> keys = entries.stream().map(Entry::key).toList();
        long begun = System.nanoTime();
        done(registry.restore(entries));
        System.out.println("restore of 10,000: " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        until("the keys for others are written", this::mirrored);
        assertThat(registry.heartbeatsDropped()).isZero();
        System.out.println("renew of 10,000: "
                + told(() -> assertThat(done(registry.renew(keys))).isEmpty()));
        System.out.println("all of 10,000: "
                + told(() -> assertThat(done(registry.all()).entries()).hasSize(INSTANCES)));
        double cpu = cpuMillis();
        double used =
                Double.parseDouble(field("cpu", "used_cpu_user")) + Double.parseDouble(field("cpu", "used_cpu_sys"));
        for (int i = 0; i < ROUNDS; i++) {
            done(registry.renew(keys));
            until("the keys for others are written", this::mirrored);
        }
        double after =
                Double.parseDouble(field("cpu", "used_cpu_user")) + Double.parseDouble(field("cpu", "used_cpu_sys"));
        System.out.println("CPU of a renewal of 10,000 with the keys for others: " + (cpuMillis() - cpu) / ROUNDS
                + " ms here, " + (after - used) * 1_000 / ROUNDS + " ms in Redis");
        System.out.println(field("memory", "used_memory_human") + " in Redis");
    }
}
