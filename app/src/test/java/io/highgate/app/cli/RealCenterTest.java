package io.highgate.app.cli;

import io.highgate.app.center.RunningCenter;
import io.highgate.app.process.Wiring;
import io.highgate.app.stores.ProcessStores;
import io.highgate.base.time.Ticker;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands at a center that really runs, with the key that it left in its state folder. */
@Timeout(120)
class RealCenterTest {

    private static final String YAML = """
            governance: {bind: '127.0.0.1:0'}
            upstreams: {orders: {cell: true, endpoints: ['127.0.0.1:1', '127.0.0.1:2']}}
            """;

    @TempDir
    Path folder;

    @Test
    void theOwnerOfTheMachineDrainsAndSeesItInTheAuditLog() throws IOException, InterruptedException {
        Path state = folder.resolve(".highgate/center");
        GatewaySpec spec = Objects.requireNonNull(Wiring.reader()
                .read("test.yaml", YAML, ReadOptions.strict(), Map.of())
                .spec());
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                ProcessStores stores = ProcessStores.open(
                        spec.stores(),
                        new ProcessStores.Means(Ticker.system(), InstantSource.system(), timer, state))) {
            RunningCenter center = new RunningCenter(spec, stores, state);
            center.start();
            Map<String, String> environment = Map.of("HIGHGATE_CENTER", "http://127.0.0.1:" + center.port());
            Await.until(
                    "both instances are listed",
                    Duration.ofSeconds(20),
                    () -> Run.of(folder, environment, "instances", "orders")
                            .out()
                            .contains("orders/127.0.0.1:2"));

            assertThat(Run.of(folder, environment, "drain", "orders/127.0.0.1:1")
                            .out())
                    .isEqualTo("orders/127.0.0.1:1 is draining\n");
            assertThat(Run.of(folder, environment, "cells", "--state", "draining")
                            .out())
                    .containsPattern("orders +2 +\\d +\\d +1");
            assertThat(Run.of(folder, environment, "drain", "orders/127.0.0.1:3")
                            .err())
                    .contains("did you mean 'orders/127.0.0.1:1'?");
            assertThat(Run.of(folder, environment, "service-key", "create", "provider", "orders")
                            .out())
                    .contains("safeSecret");
            assertThat(Run.of(folder, environment, "audit").out()).contains("instance.drain", "key.create");
            center.stop();
            timer.shutdownNow();
        }
    }
}
