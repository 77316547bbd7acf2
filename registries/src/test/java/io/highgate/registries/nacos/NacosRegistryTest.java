package io.highgate.registries.nacos;

import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.NacosSpec;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.Sought;
import io.highgate.testkit.Await;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NacosRegistryTest {

    private static final String V1 = "/nacos/v1/ns/instance/list";
    private static final String V3 = "/nacos/v3/client/ns/instance/list";
    private static final String ONE = host("10.0.0.1", "");

    private final AtomicLong leap = new AtomicLong();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private TestNacos nacos = new TestNacos();

    @BeforeEach
    void begin() {
        open.add(nacos);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private static final class Heard implements Follower {

        volatile @Nullable List<Listed> listed;
        final List<String> problems = new CopyOnWriteArrayList<>();

        @Override
        public void found(List<Listed> instances) {
            listed = instances;
        }

        @Override
        public void failed(String problem) {
            problems.add(problem);
        }

        List<Listed> await(int size) {
            Await.until(size + " instances", () -> listed != null && listed.size() == size);
            return java.util.Objects.requireNonNull(listed);
        }

        String problem() {
            Await.until("a problem", () -> !problems.isEmpty());
            return problems.getFirst();
        }
    }

    @Test
    void instancesAreReadWithAllThatTheySay() {
        nacos.answer(V1, 200, list("""
                {"ip": "10.0.0.1", "port": 8443, "weight": 2.0, "healthy": true, "enabled": true, "clusterName": "HZ",
                 "metadata": {"secure": "true", "version": "1.4", "zone": "b", "team": "blue"}}"""));
        Instance instance = follow(sought()).await(1).getFirst().instance();

        assertThat(instance.key()).isEqualTo("orders/10.0.0.1:8443");
        assertThat(instance.baseUrl()).isEqualTo("https://10.0.0.1:8443");
        assertThat(instance.weight()).isEqualTo(2);
        assertThat(instance.zone()).isEqualTo("b");
        assertThat(instance.version()).isEqualTo("1.4");
        assertThat(instance.metadata()).containsAllEntriesOf(Map.of("team", "blue", "cluster", "HZ"));
    }

    @ParameterizedTest
    @CsvSource({"true,true,UP", "false,true,DOWN", "true,false,DRAINING", "false,false,DRAINING"})
    void healthAndSwitchesAreStates(boolean healthy, boolean enabled, InstanceState state) {
        nacos.answer(V1, 200, list(host("10.0.0.1", ", \"healthy\": " + healthy + ", \"enabled\": " + enabled)));
        assertThat(follow(sought()).await(1)).extracting(Listed::state).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,3.0,1,3",
        "0.5,1.0,50,100",
        "1.0,10000.0,1,1000",
        "0.0,1.0,0,1",
        "0.001,1.0,1,100",
        "5000,10000,500,1000",
        "-1,2,1,2",
        "'\"x\"',2,1,2",
        "99.5,1000,100,1000",
        "1e9,1,1000,1"
    })
    void weightsKeepTheirProportionInWholeNumbers(String one, String other, int first, int second) {
        nacos.answer(
                V1,
                200,
                list(host("10.0.0.1", ", \"weight\": " + one) + "," + host("10.0.0.2", ", \"weight\": " + other)));
        assertThat(follow(sought()).await(2))
                .extracting(it -> it.instance().weight())
                .containsExactly(first, second);
    }

    @Test
    void whatIsSoughtIsWhatIsAskedFor() {
        nacos.answer(
                V1,
                200,
                list(host("10.0.0.1", ", \"clusterName\": \"HZ\"") + ","
                        + host("10.0.0.2", ", \"clusterName\": \"SH\"")));
        Heard heard = follow(new Sought("Orders & more", "G1", null, List.of("HZ", "BJ")));
        heard.await(1);

        assertThat(nacos.asked().getFirst())
                .isEqualTo("GET " + V1 + "?serviceName=Orders%20%26%20more&groupName=G1&namespaceId=shop"
                        + "&healthyOnly=false&clusters=HZ%2CBJ");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aServerWithoutTheOldFormIsAskedInTheNewOneAndRemembered(int status) {
        nacos.answer(V1, status, "{\"code\": 410, \"message\": \"gone\"}");
        nacos.answer(V3, 200, "{\"code\": 0, \"message\": \"success\", \"data\": [" + ONE + "]}");
        follow(sought()).await(1);
        Await.until("asked again", () -> nacos.count(V3) >= 3);

        assertThat(nacos.count(V1)).isEqualTo(1);
    }

    @Test
    void aServerThatWentBackToTheOldFormIsFoundAgain() {
        nacos.answer(V3, 200, "{\"code\": 0, \"data\": [" + ONE + "]}");
        Heard heard = follow(sought());
        heard.await(1);

        nacos.answer(V3, 404, "");
        nacos.answer(V1, 200, list(ONE + "," + host("10.0.0.2", "")));
        heard.await(2);
    }

    @Test
    void thatThereIsNoSuchServiceIsNobody() {
        nacos.answer(V3, 404, "{\"code\": 21008, \"message\": \"service not exist\", \"data\": null}");
        assertThat(follow(sought()).await(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | no                             | answered 403",
                "500 | oops                           | answered 500",
                "503 | server is STARTING             | answered 503",
                "200 | <html>login</html>             | not understood",
                "200 | [1, 2]                         | there is no object",
                "200 | {\"hosts\": \"none\"}          | there is no list of instances",
                "200 | {\"message\": \"ok\"}          | there is no list of instances",
            })
    void whatIsNoAnswerIsAProblemAndTakesNobodyAway(int status, String body, String problem) {
        nacos.answer(V1, 200, list(ONE));
        Heard heard = follow(sought());
        heard.await(1);

        nacos.answer(V1, status, body);
        assertThat(heard.problem()).contains(problem).startsWith("http://127.0.0.1:");
        assertThat(heard.listed).hasSize(1);

        nacos.answer(V1, 200, list(ONE + "," + host("10.0.0.2", "")));
        heard.await(2);
    }

    @Test
    void aCodeOfTheNewFormThatIsAnErrorIsAProblem() {
        nacos.answer(V3, 200, "{\"code\": 30000, \"message\": \"server error\", \"data\": []}");
        assertThat(follow(sought()).problem()).contains("answered the code 30000");
    }

    @Test
    void instancesOfWrongTypesAreLeftOut() {
        nacos.answer(
                V1,
                200,
                list(ONE + ", 7, null, {}, {\"ip\": \"10.0.0.2\"}, {\"ip\": 5, \"port\": \"x\"},"
                        + " {\"ip\": \"10.0.0.3\", \"port\": 70000}, {\"ip\": \"a b\", \"port\": 1},"
                        + " {\"ip\": \"10.0.0.4\", \"port\": \"8080\", \"metadata\": [1]}"));
        assertThat(follow(sought()).await(2))
                .extracting(it -> it.instance().host())
                .containsExactly("10.0.0.1", "10.0.0.4");
    }

    @Test
    void anotherServerStandsInForOneThatIsAway() throws Exception {
        nacos.answer(V1, 200, list(ONE));
        TestNacos gone = new TestNacos();
        gone.close();
        NacosRegistry registry = registry(null, gone.url(), nacos.url());
        Heard heard = new Heard();
        registry.follow(sought(), heard);
        heard.await(1);
        assertThat(heard.problems).isEmpty();
    }

    /** It forgets those that are not written down, and hears of them again within seconds. */
    @Test
    void aServerThatWasStartedAnewTakesNobodyAwayAtOnce() {
        nacos.answer(V1, 200, list(ONE + "," + host("10.0.0.2", "")));
        Heard heard = follow(sought());
        heard.await(2);

        nacos.answer(V1, 200, list(""));
        int asked = nacos.count(V1);
        Await.until("asked five times more", () -> nacos.count(V1) > asked + 5);
        assertThat(heard.listed).hasSize(2);

        leap.addAndGet(Doubt.GRACE.toNanos());
        heard.await(0);
    }

    @Test
    void aUserLogsInAndTheTokenIsBroughtInHeaders() {
        nacos.users(Map.of("/nacos/v1/auth/login", "t1"), 18_000);
        nacos.answer(V1, 200, list(ONE));
        follow(registry("gate", nacos.url())).await(1);

        assertThat(nacos.asked().getFirst()).isEqualTo("POST /nacos/v1/auth/login");
        assertThat(nacos.bodies()).containsExactlyInAnyOrder("password=p%26w", "username=gate");
        assertThat(nacos.tokens()).isEqualTo(Set.of("Bearer t1 t1"));
        assertThat(nacos.asked()).noneMatch(it -> it.contains("t1"));
    }

    @Test
    void aServerOf3LogsInAtItsOwnPath() {
        nacos.users(Map.of("/nacos/v3/auth/user/login", "t3"), 18_000);
        nacos.answer(V3, 200, "{\"code\": 0, \"data\": [" + ONE + "]}");
        follow(registry("gate", nacos.url())).await(1);
        assertThat(nacos.tokens()).contains("Bearer t3 t3");
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        nacos.users(Map.of("/nacos/v1/auth/login", "t1"), 100);
        nacos.answer(V1, 200, list(ONE));
        follow(registry("gate", nacos.url())).await(1);
        assertThat(nacos.count("/nacos/v1/auth/login")).isEqualTo(1);

        leap.addAndGet(Duration.ofSeconds(81).toNanos());
        Await.until("a second login", () -> nacos.count("/nacos/v1/auth/login") == 2);
        assertThat(nacos.refused()).isZero();
    }

    @Test
    void aTokenThatTheServerForgotIsReplaced() {
        nacos.users(Map.of("/nacos/v1/auth/login", "t1"), 18_000);
        nacos.answer(V1, 200, list(ONE));
        Heard heard = follow(registry("gate", nacos.url()));
        heard.await(1);

        leap.addAndGet(Duration.ofSeconds(10).toNanos());
        nacos.users(Map.of("/nacos/v1/auth/login", "t2"), 18_000);
        nacos.answer(V1, 200, list(ONE + "," + host("10.0.0.2", "")));
        heard.await(2);
        assertThat(nacos.tokens()).contains("Bearer t2 t2");
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aPasswordThatIsWrongIsAProblemAndNotInIt() {
        nacos.answer("/nacos/v1/auth/login", 403, "unknown user!");
        nacos.answer(V1, 200, list(ONE));
        assertThat(follow(registry("gate", nacos.url())).problem())
                .contains("/nacos/v1/auth/login answered 403")
                .doesNotContain("p&w");
        assertThat(nacos.count(V1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"accessToken\": 5, \"tokenTtl\": {}}x", "{\"accessToken\": \"a\\r\\nb\"}", "hello"})
    void aLoginThatGivesNoTokenIsAProblem(String body) {
        nacos.answer("/nacos/v1/auth/login", 200, body);
        assertThat(follow(registry("gate", nacos.url())).problem()).contains("not understood");
    }

    @Test
    void servicesAreReadPageByPage() {
        nacos.pages("/nacos/v1/ns/service/list", 501);
        List<Set<Sought>> told = new CopyOnWriteArrayList<>();
        registry(null, nacos.url()).followServices(told::add);

        Await.until("services", () -> !told.isEmpty());
        assertThat(told.getFirst()).hasSize(501).contains(Sought.of("s0"), Sought.of("s500"));
        assertThat(nacos.asked().getFirst())
                .isEqualTo(
                        "GET /nacos/v1/ns/service/list?pageNo=1&pageSize=500&groupName=DEFAULT_GROUP&namespaceId=shop");
    }

    @Test
    void servicesOf3AreThoseOfTheGroup() {
        nacos.answer("/nacos/v3/admin/ns/service/list", 200, """
                {"code": 0, "data": {"totalCount": 2, "pageItems": [
                 {"name": "orders", "groupName": "DEFAULT_GROUP"}, {"name": "other", "groupName": "DEFAULT_GROUP_2"}]}}""");
        List<Set<Sought>> told = new CopyOnWriteArrayList<>();
        registry(null, nacos.url()).followServices(told::add);

        Await.until("services", () -> told.equals(List.of(Set.of(Sought.of("orders")))));
    }

    @Test
    void manyServicesDoNotAskAllAtOnce() {
        nacos.answer(V1, 200, list(ONE));
        NacosRegistry registry = registry(null, nacos.url());
        for (int i = 0; i < 100; i++) {
            registry.follow(Sought.of("s" + i), new Heard());
        }
        Await.until("all asked for", () -> nacos.count(V1) > 300);
        assertThat(nacos.mostAtOnce()).isLessThanOrEqualTo(NacosRegistry.AT_ONCE);
    }

    @Test
    void whoFollowsNoMoreIsToldNothing() {
        nacos.answer(V1, 200, list(ONE));
        NacosRegistry registry = registry(null, nacos.url());
        Heard first = new Heard();
        Heard second = new Heard();
        registry.follow(sought(), second);
        registry.follow(sought(), first).close();
        nacos.answer(V1, 200, list(ONE + "," + host("10.0.0.2", "")));
        second.await(2);
        assertThat(first.listed == null || first.listed.size() == 1).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nacos:8848", "ftp://nacos", "http://u:p@nacos/nacos", ""})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> registry(null, url)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Sought sought() {
        return Sought.of("Orders");
    }

    private Heard follow(Sought sought) {
        Heard heard = new Heard();
        registry(null, nacos.url()).follow(sought, heard);
        return heard;
    }

    private static Heard follow(NacosRegistry registry) {
        Heard heard = new Heard();
        registry.follow(sought(), heard);
        return heard;
    }

    private NacosRegistry registry(@Nullable String user, String... urls) {
        NacosRegistry registry = new NacosRegistry(
                new NacosSpec(
                        List.of(urls),
                        "shop",
                        "DEFAULT_GROUP",
                        user,
                        user == null ? null : new Secret("p&w"),
                        Duration.ofMillis(10),
                        Duration.ofSeconds(5),
                        List.of()),
                new Means(
                        () -> Ticker.system().nanos() + leap.get(),
                        Thread.ofVirtual().factory(),
                        new SplittableRandom(1)));
        open.add(registry);
        return registry;
    }

    private static String host(String ip, String more) {
        return "{\"ip\": \"" + ip + "\", \"port\": 8080" + more + "}";
    }

    private static String list(String hosts) {
        return "{\"name\": \"DEFAULT_GROUP@@orders\", \"hosts\": [" + hosts + "], \"cacheMillis\": 10000}";
    }
}
