package io.highgate.registries.consul;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.registries.Heard;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.RealMeans;
import io.highgate.registries.ScriptedServer.Asked;
import io.highgate.registries.ScriptedServer.Reply;
import io.highgate.registries.Sought;
import io.highgate.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Against what Consul's documentation says of its API: Consul itself cannot be had in a build. */
@Timeout(60)
class ConsulRegistryTest {

    private final FakeConsul consul = new FakeConsul();
    private final Heard heard = new Heard();
    private @Nullable ConsulRegistry registry;

    @AfterEach
    void close() {
        if (registry != null) {
            registry.close();
        }
        consul.close();
    }

    private static String entry(String id) {
        return """
                {"Node":{"Node":"n1","Address":"10.0.0.1"},
                 "Service":{"ID":"%s","Service":"orders","Address":"","Port":8080},"Checks":[]}
                """.formatted(id);
    }

    private static String entries(String... ids) {
        return IntStream.range(0, ids.length).mapToObj(i -> entry(ids[i])).collect(Collectors.joining(",", "[", "]"));
    }

    private ConsulRegistry open(Duration blockFor, String... urls) {
        ConsulSpec spec =
                new ConsulSpec(List.of(urls), new Secret("hush"), "dc 2", blockFor, Duration.ofSeconds(5), List.of());
        ConsulRegistry opened = new ConsulRegistry(spec, RealMeans.means());
        registry = opened;
        return opened;
    }

    private OtherRegistry.Following follow() {
        consul.has(entries("a"));
        OtherRegistry.Following following =
                open(Duration.ofSeconds(30), consul.url()).follow(Sought.of("orders"), heard);
        Await.until("it is found", () -> heard.ids().equals(List.of("a@n1")));
        return following;
    }

    @Test
    void itIsAskedAtOnceFirstAndThenForChanges() {
        follow();
        Await.until("it waits", () -> consul.asked().size() == 2);

        Asked first = consul.asked().getFirst();
        assertThat(first.path()).isEqualTo("/v1/health/service/orders");
        assertThat(first.query()).isEqualTo("dc=dc%202");
        assertThat(first.headers().getFirst("X-Consul-Token")).isEqualTo("hush");
        assertThat(consul.asked().getLast().query()).isEqualTo("dc=dc%202&index=11&wait=30000ms");
    }

    @Test
    void changesAreFoundWhileItWaits() {
        follow();
        consul.has(entries("a", "b"));
        Await.until("it is found", () -> heard.ids().equals(List.of("a@n1", "b@n1")));
        consul.has("[]");

        Await.until("it is gone", () -> heard.ids().isEmpty());
        assertThat(heard.problems()).isEmpty();
    }

    @Test
    void tagsAreAskedFor() {
        open(Duration.ofSeconds(30), consul.url())
                .follow(new Sought("a/b ?", null, null, List.of("blue", "x&y")), heard);
        Await.until("it is told", () -> heard.all().equals(List.of(List.of())));

        assertThat(consul.asked().getFirst().path()).isEqualTo("/v1/health/service/a%2Fb%20%3F");
        assertThat(FakeConsul.query(consul.asked().getFirst(), "tag")).containsExactly("blue", "x%26y");
    }

    @Test
    void anIndexThatGoesBackIsBegunAgain() {
        follow();
        Await.until("it waits", () -> consul.asked().size() == 2);
        consul.has(entries("b"), 3);

        Await.until("it is found", () -> heard.ids().equals(List.of("b@n1")));
        Await.until("it goes on", () -> consul.asked().size() >= 4);
        assertThat(consul.asked().get(2).query()).isEqualTo("dc=dc%202");
        assertThat(FakeConsul.query(consul.asked().get(3), "index")).containsExactly("3");
    }

    @Test
    void anIndexOf0IsNeverSent() {
        consul.has(entries("a"), 0);
        open(Duration.ofMillis(300), consul.url()).follow(Sought.of("orders"), heard);
        Await.until("it goes on", () -> consul.asked().size() > 3);

        assertThat(consul.asked().stream().skip(1))
                .allMatch(it -> FakeConsul.query(it, "index").equals(List.of("1")));
    }

    @Test
    void anIndexThatNeverRestsIsAskedForFiveTimesASecondAtMost() {
        consul.server().now(asked -> Reply.json(entries("a")).with("X-Consul-Index", Long.toString(System.nanoTime())));
        long begin = System.nanoTime();
        open(Duration.ofSeconds(30), consul.url()).follow(Sought.of("orders"), heard);
        Await.until("it goes on", () -> consul.asked().size() > 5);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(950));
        assertThat(heard.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 429, 500, 503})
    void aRefusalTakesNobodyAwayAndIsTold(int status) {
        follow();
        consul.refuses(status);
        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("answered " + status).doesNotContain("hush");
        assertThat(heard.ids()).containsExactly("a@n1");

        consul.has(entries("b"));
        Await.until("it is found again", () -> heard.ids().equals(List.of("b@n1")));
    }

    @Test
    void whoRefusesIsAskedLessAndLess() {
        consul.refuses(429);
        open(Duration.ofSeconds(30), consul.url()).follow(Sought.of("orders"), heard);
        long begin = System.nanoTime();
        Await.until("it goes on", () -> consul.asked().size() == 4);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "7", "null", "\"none\"", "[", "[{\"Service\":{}}] x"})
    void anAnswerThatIsNoneTakesNobodyAway(String body) {
        follow();
        consul.has(body);

        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("is not understood");
        assertThat(heard.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1"})
    void anAnswerWithoutAnIndexIsNoneOfConsuls(String index) {
        consul.server().now(_ -> Reply.json("[]").with("X-Consul-Index", index));
        open(Duration.ofSeconds(30), consul.url()).follow(Sought.of("orders"), heard);

        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("X-Consul-Index; is it Consul?");
        assertThat(heard.all()).isEmpty();
    }

    @Test
    void strangeEntriesAreLeftOutAndOthersStay() {
        consul.has("[7,null,{},[],{\"Service\":7},{\"Service\":{\"ID\":\"x\",\"Port\":0}}," + entry("a") + "]");
        open(Duration.ofSeconds(30), consul.url()).follow(Sought.of("orders"), heard);

        Await.until("the one is found", () -> heard.ids().equals(List.of("a@n1")));
        assertThat(heard.problems()).isEmpty();
    }

    @Test
    void anAgentThatHangsIsLeftForTheNext() {
        try (FakeConsul hanging = new FakeConsul()) {
            hanging.server().now(hanging.server().silence());
            consul.has(entries("a"));
            ConsulSpec spec = new ConsulSpec(
                    List.of(hanging.url(), consul.url()),
                    null,
                    null,
                    Duration.ofSeconds(30),
                    Duration.ofMillis(300),
                    List.of());
            try (ConsulRegistry opened = new ConsulRegistry(spec, RealMeans.means())) {
                opened.follow(Sought.of("orders"), heard);
                Await.until("it is found", () -> heard.ids().equals(List.of("a@n1")));
            }
        }
        assertThat(heard.problems()).isEmpty();
    }

    @Test
    void servicesAreFollowedWithoutConsulItself() {
        List<Set<Sought>> found = new CopyOnWriteArrayList<>();
        consul.has("{\"consul\":[],\"orders\":[\"blue\"]}");
        open(Duration.ofSeconds(30), consul.url()).followServices(found::add);
        Await.until("they are found", () -> found.equals(List.of(Set.of(Sought.of("orders")))));
        consul.has("[]");
        consul.has("{\"consul\":[],\"orders\":[],\"carts\":[]}");

        Await.until("the new one is found", () -> found.size() == 2);
        assertThat(found.getLast()).containsExactlyInAnyOrder(Sought.of("orders"), Sought.of("carts"));
    }

    @Test
    void afterItsEndNobodyIsTold() throws Exception {
        OtherRegistry.Following following = follow();
        following.close();
        consul.has(entries("a", "b"));
        Heard other = new Heard();
        requireNonNull(registry).follow(Sought.of("orders"), other);
        Await.until("another one is told", () -> other.ids().size() == 2);
        assertThat(heard.ids()).containsExactly("a@n1");

        requireNonNull(registry).close();
        consul.has("[]");
        Heard late = new Heard();
        requireNonNull(registry).follow(Sought.of("orders"), late).close();
        assertThat(other.ids()).hasSize(2);
        assertThat(late.all()).isEmpty();
        assertThat(requireNonNull(registry).title()).isEqualTo("consul " + consul.url());
    }
}
