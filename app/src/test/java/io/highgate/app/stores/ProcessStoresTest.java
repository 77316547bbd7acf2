package io.highgate.app.stores;

import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.StoresSpec;
import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.registry.Entry;
import io.highgate.store.standing.Standing;
import io.highgate.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a center is wired from. */
class ProcessStoresTest {

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private ProcessStores open(StoresSpec spec) {
        return ProcessStores.open(
                spec, new ProcessStores.Means(Ticker.system(), InstantSource.system(), timer, folder));
    }

    private static boolean registered(ProcessStores stores) throws Exception {
        Entry entry = new Entry("crm/a", "facts", Duration.ofSeconds(3), Map.of());
        return stores.registry().put(entry).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatACenterKeepsForGoodIsThereAgainAndWhatLivesIsNot() throws Exception {
        ServiceKey key = new ServiceKey("key", KeyKind.PROVIDER, "crm", null, null, true, 1, Instant.EPOCH, 1);
        try (ProcessStores stores = open(new StoresSpec(null, null))) {
            assertThat(stores.keys().add(key)).isEqualTo(Written.DONE);
            stores.standing().put(new Standing("crm/a", "facts", 0));
            stores.interfaces().put(new InterfaceDefinition("crm", "Users", List.of(), 0));
            assertThat(registered(stores)).isTrue();
            assertThat(stores.registry()).isSameAs(stores.registry());
        }
        try (ProcessStores stores = open(new StoresSpec(null, null))) {
            assertThat(stores.keys().find("key")).isEqualTo(key);
            assertThat(stores.standing().list("", 10)).hasSize(1);
            assertThat(stores.interfaces().find("crm/Users")).isNotNull();
            assertThat(registered(stores)).isTrue();
        }
    }

    @Test
    void whileRedisIsAwayTheRegistrySaysSoAndTheDatabaseServes() throws Exception {
        try (ProcessStores stores = open(new StoresSpec(new Secret("redis://127.0.0.1:" + Ports.free()), null))) {
            assertThat(stores.figures())
                    .extracting(StoreFigure::name)
                    .doesNotContain("highgate_registry_heartbeats_dropped");
            assertThatThrownBy(() -> registered(stores)).hasCauseInstanceOf(StoreAwayException.class);
            assertThat(stores.interfaces()
                            .put(new InterfaceDefinition("crm", "Users", List.of(), 0))
                            .version())
                    .isEqualTo(1);
            assertThat(stores.keys().list("", 10)).isEmpty();
            assertThat(stores.figures()).extracting(StoreFigure::name).contains("highgate_registry_heartbeats_dropped");
        }
    }
}
