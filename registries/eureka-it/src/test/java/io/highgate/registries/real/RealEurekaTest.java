package io.highgate.registries.real;

import io.highgate.base.time.Ticker;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.Sought;
import io.highgate.registries.eureka.EurekaRegistry;
import io.highgate.testkit.Await;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real Eureka server says is understood. */
@Timeout(240)
class RealEurekaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RealEureka eureka;

    private final Heard heard = new Heard();
    private EurekaRegistry registry;

    /** Keeps what it is told. */
    private static final class Heard implements Follower {

        private final List<List<Listed>> found = new CopyOnWriteArrayList<>();
        private final List<String> problems = new CopyOnWriteArrayList<>();

        @Override
        public void found(List<Listed> instances) {
            found.add(instances);
        }

        @Override
        public void failed(String problem) {
            problems.add(problem);
        }

        List<String> ids() {
            return found.isEmpty()
                    ? List.of()
                    : found.getLast().stream().map(it -> it.instance().id()).toList();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        eureka = new RealEureka();
    }

    @AfterAll
    static void stop() {
        eureka.close();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void follow(String application, String... urls) {
        EurekaSpec spec =
                new EurekaSpec(List.of(urls), null, null, Duration.ofMillis(50), Duration.ofSeconds(10), List.of());
        registry = new EurekaRegistry(
                spec, new Means(Ticker.system(), Thread.ofVirtual().factory(), new Random(5)));
        registry.follow(Sought.of(application), heard);
    }

    private void awaitIds(String... ids) {
        Await.until("found are " + List.of(ids), PATIENCE, () -> heard.ids().equals(List.of(ids)));
    }

    @Test
    void anInstanceIsFoundPutOutOfServiceAndTakenAway() throws Exception {
        follow("orders", eureka.url());
        Await.until("nobody is there", PATIENCE, () -> heard.found.equals(List.of(List.of())));

        eureka.register("ORDERS", "o1", 8080, "\"zone\":\"z1\",\"version\":\"3\",\"weight\":\"20\"");
        awaitIds("o1");
        assertThat(heard.found.getLast())
                .containsExactly(new Listed(
                        new Instance(
                                "orders",
                                "o1",
                                "orders.test",
                                8080,
                                false,
                                20,
                                "z1",
                                "3",
                                List.of(),
                                "/actuator/health",
                                Map.of("zone", "z1", "version", "3", "weight", "20")),
                        InstanceState.UP));

        eureka.send("PUT", "apps/ORDERS/o1/status?value=OUT_OF_SERVICE", "");
        Await.until(
                "it gets no more",
                PATIENCE,
                () -> heard.found.getLast().getFirst().state() == InstanceState.DRAINING);
        eureka.send("DELETE", "apps/ORDERS/o1/status?value=UP", "");
        Await.until(
                "it is back", PATIENCE, () -> heard.found.getLast().getFirst().state() == InstanceState.UP);

        eureka.send("DELETE", "apps/ORDERS/o1", "");
        awaitIds();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void changesAreEnoughAndEverythingIsAskedForOnce() throws Exception {
        eureka.register("CARTS", "c1", 8080, "");
        int before = eureka.asked().size();
        follow("carts", eureka.url());
        awaitIds("c1");
        eureka.register("CARTS", "c2", 8081, "");
        awaitIds("c1", "c2");
        eureka.send("DELETE", "apps/CARTS/c1", "");
        awaitIds("c2");
        eureka.send("PUT", "apps/CARTS/c2/status?value=DOWN", "");
        Await.until(
                "it is down", PATIENCE, () -> heard.found.getLast().getFirst().state() == InstanceState.DOWN);

        List<String> since = eureka.asked();
        assertThat(since.subList(before, since.size()).stream().filter("GET /eureka/apps"::equals))
                .hasSize(1);
    }

    @Test
    void theNextServerStandsInForOneThatIsDead() throws Exception {
        eureka.register("STOCK", "s1", 8080, "");
        follow("stock", "http://127.0.0.1:1/eureka", eureka.url());

        awaitIds("s1");
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aThousandInstancesAreFound() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            eureka.register("MANY", "m" + i, 10_000 + i, "");
        }
        follow("many", eureka.url());

        Await.until("all are found", PATIENCE, () -> heard.ids().size() == 1_000);
        for (int i = 0; i < 1_000; i++) {
            eureka.send("DELETE", "apps/MANY/m" + i, "");
        }
        AtomicLong changed = new AtomicLong(System.nanoTime());
        Await.until("nobody is there", PATIENCE, () -> {
            // The server's cache keeps for minutes what it loaded while something changed; the next change ends that.
            if (System.nanoTime() - changed.get() > 1_000_000_000L) {
                changed.set(System.nanoTime());
                eureka.register("OTHERS", "o1", 9_000, "");
            }
            return heard.ids().isEmpty();
        });
    }

    @Test
    void aServerThatComesBackEmptyTakesNobodyAway() throws Exception {
        try (RealEureka other = new RealEureka()) {
            other.register("ORDERS", "o1", 8080, "");
            follow("orders", other.url());
            awaitIds("o1");

            other.stop();
            Await.until("it is told", PATIENCE, () -> !heard.problems.isEmpty());
            other.startAgain();
            Await.until("it is asked again", PATIENCE, () -> other.asked().contains("GET /eureka/apps/delta"));
            other.register("ORDERS", "o2", 8081, "");
            awaitIds("o1", "o2");

            other.register("ORDERS", "o1", 8080, "");
            other.send("DELETE", "apps/ORDERS/o1", "");
            awaitIds("o2");
        }
    }
}
