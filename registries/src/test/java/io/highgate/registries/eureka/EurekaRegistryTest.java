package io.highgate.registries.eureka;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.registries.Heard;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.RealMeans;
import io.highgate.registries.ScriptedServer;
import io.highgate.registries.ScriptedServer.Asked;
import io.highgate.registries.ScriptedServer.Reply;
import io.highgate.registries.ScriptedServer.Script;
import io.highgate.registries.Sought;
import io.highgate.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** What a Eureka server can do that a real one seldom does; the real one is in eureka-it. */
@Timeout(60)
class EurekaRegistryTest {

    private final ScriptedServer server = new ScriptedServer(registry("UP_1_", up("a")));
    private final Heard heard = new Heard();
    private @Nullable EurekaRegistry registry;

    @AfterEach
    void close() {
        if (registry != null) {
            registry.close();
        }
        server.close();
    }

    private static String up(String id) {
        return instance(id, 8080, "UP", "ADDED");
    }

    private static String instance(String id, int port, String status, String action) {
        return "{\"instanceId\":\"%s\",\"hostName\":\"10.0.0.1\",\"status\":\"%s\",\"actionType\":\"%s\",\"port\":{\"$\":%d,\"@enabled\":\"true\"}}"
                .formatted(id, status, action, port);
    }

    private static String applications(String counts, String... instances) {
        return "{\"applications\":{\"versions__delta\":\"1\",\"apps__hashcode\":\"" + counts
                + "\",\"application\":[{\"name\":\"ORDERS\",\"instance\":[" + String.join(",", instances) + "]}]}}";
    }

    /** A server that has these, and in which nothing changes. */
    private static Script registry(String counts, String... instances) {
        return asked ->
                Reply.json(asked.path().endsWith("/delta") ? applications(counts) : applications(counts, instances));
    }

    private EurekaRegistry open(String... urls) {
        EurekaSpec spec = new EurekaSpec(
                List.of(urls), "gate", new Secret("hush"), Duration.ofMillis(20), Duration.ofSeconds(5), List.of());
        EurekaRegistry opened = new EurekaRegistry(spec, RealMeans.means());
        registry = opened;
        return opened;
    }

    private OtherRegistry.Following follow() {
        OtherRegistry.Following following = open(server.url() + "/eureka/").follow(Sought.of("Orders"), heard);
        Await.until("it is found", () -> heard.ids().equals(List.of("a")));
        return following;
    }

    private static List<String> noAnswers() {
        String counts = "\"apps__hashcode\":\"\"";
        List<String> objects =
                List.of("{}", "null", "[]", "{" + counts + ",\"application\":\"none\"}", "{\"application\":[]}");
        return Stream.concat(
                        Stream.of("", "<applications/>", "[]", "7", "null", "{}", "{\"applications\":{" + counts),
                        objects.stream().map(it -> "{\"applications\":" + it + "}"))
                .toList();
    }

    private List<String> paths() {
        return server.asked().stream().map(Asked::path).toList();
    }

    @Test
    void everythingIsAskedForOnceAndThenOnlyChanges() {
        follow();
        Await.until("it goes on", () -> server.asked().size() > 5);

        assertThat(paths().getFirst()).isEqualTo("/eureka/apps");
        assertThat(paths().stream().skip(1)).allMatch("/eureka/apps/delta"::equals);
        assertThat(server.asked().getFirst().headers().getFirst("Authorization"))
                .isEqualTo("Basic Z2F0ZTpodXNo");
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void changesAreTaken() {
        follow();
        server.now(_ -> Reply.json(applications("UP_1_", up("b"), instance("a", 8080, "UP", "DELETED"))));

        Await.until("they are taken", () -> heard.ids().equals(List.of("b")));
        assertThat(paths().stream().filter("/eureka/apps"::equals)).hasSize(1);
    }

    @Test
    void whatDoesNotCountAsTheServerSaysIsAskedForAgain() {
        follow();
        server.now(registry("UP_2_", up("a"), up("missed")));

        Await.until("it is repaired", () -> heard.ids().equals(List.of("a", "missed")));
    }

    @Test
    void whatNeverCountsRightIsNotAskedForEachTime() {
        follow();
        server.now(registry("UP_99_", up("a")));
        int before = server.asked().size();
        Await.until("it goes on", () -> server.asked().size() > before + 30);

        List<String> since = paths().subList(before, before + 30);
        assertThat(since.stream().filter("/eureka/apps"::equals).count()).isBetween(3L, 6L);
    }

    @Test
    void aServerThatTellsNoChangesIsAskedForEverything() {
        server.now(asked ->
                asked.path().endsWith("/delta") ? Reply.status(403) : Reply.json(applications("UP_1_", up("a"))));
        follow();
        server.now(asked -> asked.path().endsWith("/delta")
                ? Reply.status(403)
                : Reply.json(applications("UP_2_", up("a"), up("b"))));

        Await.until("it is found", () -> heard.ids().equals(List.of("a", "b")));
        assertThat(paths().stream().filter(it -> it.endsWith("/delta"))).hasSize(1);
    }

    @Test
    void theNextServerStandsInForOneThatIsDead() {
        ScriptedServer dead = new ScriptedServer(registry(""));
        String url = dead.url();
        dead.close();
        open(url, server.url()).follow(Sought.of("ORDERS"), heard);

        Await.until("it is found", () -> heard.ids().equals(List.of("a")));
        assertThat(heard.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void anAnswerThatIsNoneTakesNobodyAway(String body) {
        follow();
        server.now(_ -> Reply.json(body));

        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("/eureka/apps").contains("is not understood");
        assertThat(heard.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void aRefusalTakesNobodyAway(int status) {
        follow();
        server.now(_ -> Reply.status(status));

        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("answered " + status).doesNotContain("hush");
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void anEmptyAnswerAfterAFailureTakesNobodyAwayYet() {
        follow();
        server.now(_ -> Reply.status(503));
        Await.until("it is told", () -> !heard.problems().isEmpty());
        server.now(registry(""));

        Await.until("it is found again", () -> heard.all().size() == 2);
        assertThat(heard.ids()).containsExactly("a");
    }

    @Test
    void strangeEntriesAreLeftOutAndOthersStay() {
        server.now(_ -> Reply.json(applications(
                "UP_6_",
                "7",
                "null",
                "{}",
                "[]",
                instance("no-port", 0, "UP", "ADDED"),
                "{\"instanceId\":\"x\"}",
                up("a"))));

        follow();
        assertThat(heard.problems()).isEmpty();
    }

    @Test
    void oneApplicationAndOneInstanceMayStandWithoutBrackets() {
        server.now(_ -> Reply.json("{\"applications\":{\"apps__hashcode\":\"UP_1_\",\"application\":"
                + "{\"name\":\"ORDERS\",\"instance\":" + up("a") + "}}}"));

        follow();
        assertThat(heard.ids()).containsExactly("a");
    }

    @Test
    void aHugeAnswerIsRefused() {
        byte[] huge = new byte[33 * 1024 * 1024];
        server.now(_ -> new Reply(200, Map.of(), huge));
        open(server.url()).follow(Sought.of("orders"), heard);

        Await.until("it is told", () -> !heard.problems().isEmpty());
        assertThat(heard.problems().getFirst()).contains("answered more than 33554432 octets");
    }

    @Test
    void aThousandInstancesAreFound() {
        String[] many = IntStream.range(0, 2_000)
                .mapToObj(i -> instance("i" + i, 1_000 + i, "UP", "ADDED"))
                .toArray(String[]::new);
        server.now(registry("UP_2000_", many));
        open(server.url()).follow(Sought.of("orders"), heard);

        Await.until("they are found", () -> heard.ids().size() == 2_000);
    }

    @Test
    void whoFollowsLaterIsToldWhatIsKnownEvenIfNobodyAnswers() {
        follow();
        server.now(_ -> Reply.status(503));
        Await.until("nobody answers", () -> !heard.problems().isEmpty());
        Heard later = new Heard();
        requireNonNull(registry).follow(Sought.of("orders"), later);

        Await.until("it is told", () -> later.ids().equals(List.of("a")));
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void anApplicationThatIsUnknownHasNoInstances() {
        open(server.url()).follow(Sought.of("nobody"), heard);

        Await.until("it is told", () -> heard.all().equals(List.of(List.of())));
    }

    @Test
    void nothingIsAskedWhenNobodyFollows() throws Exception {
        OtherRegistry.Following following = follow();
        following.close();
        Await.until("it has noticed", () -> {
            int before = server.asked().size();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return server.asked().size() == before;
        });
        server.now(registry("UP_1_", up("b")));
        Heard later = new Heard();
        requireNonNull(registry).follow(Sought.of("orders"), later);

        Await.until("it begins again", () -> later.ids().equals(List.of("b")));
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void servicesAreFollowed() {
        List<Set<Sought>> found = new CopyOnWriteArrayList<>();
        open(server.url()).followServices(found::add);
        Await.until("they are found", () -> !found.isEmpty());
        server.now(_ -> Reply.json(
                applications("UP_1_").replace("[{", "[{\"name\":\"CARTS\",\"instance\":[" + up("c") + "]},{")));

        Await.until("the new one is found", () -> found.size() == 2);
        assertThat(found.getFirst()).containsExactly(Sought.of("ORDERS"));
        assertThat(found.getLast().stream().map(Sought::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("ORDERS", "CARTS");
    }

    @Test
    void afterItsEndNobodyIsAskedOrTold() {
        follow();
        EurekaRegistry ended = requireNonNull(registry);
        ended.close();
        int asked = server.asked().size();
        Heard later = new Heard();
        ended.follow(Sought.of("orders"), later);

        assertThat(ended.title()).isEqualTo("eureka " + server.url() + "/eureka/");
        assertThat(server.asked().size()).isBetween(asked, asked + 1);
        assertThat(later.all()).isEmpty();
    }
}
