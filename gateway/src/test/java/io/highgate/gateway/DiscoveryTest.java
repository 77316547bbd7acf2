package io.highgate.gateway;

import io.highgate.gateway.upstream.discover.DnsServer;
import io.highgate.gateway.upstream.discover.DnsServer.Manner;
import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Upstreams whose endpoints DNS knows: who comes, who goes, and what happens when DNS does not answer. */
@Timeout(60)
class DiscoveryTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final DnsServer dns = new DnsServer();

    @AfterEach
    void stop() {
        dns.close();
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** An origin that says who it is. */
    private static Origin named(String name, String address, int port) {
        return Origin.at(new InetSocketAddress(address, port), wire -> {
            while (wire.readHead().length() > 0) {
                wire.send(ok(name));
            }
        });
    }

    private String settings() {
        return "dns: {servers: ['" + dns.address() + "'], timeout: 200ms, leastTtl: 100ms, forgetAfter: 600ms}\n";
    }

    private String yaml(String upstream) {
        return settings() + """
                upstreams: {orders: {%s}}
                routes: [{name: all, upstream: orders}]
                """.formatted(upstream);
    }

    private RunningGateway before(String upstream) {
        return RunningGateway.of(yaml(upstream));
    }

    private static String endpoints(RunningGateway gateway) {
        return gateway.manage("GET", "/-/endpoints");
    }

    @Test
    void eachAddressOfANameIsAnEndpointOfItsOwn() {
        try (Origin one = named("one", "127.0.0.1", 0);
                Origin two = named("two", "127.0.0.2", one.port())) {
            dns.addresses("orders.test", 1, "127.0.0.1", "127.0.0.2");
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
                assertThat(gateway.ask(GET) + gateway.ask(GET)).contains("one", "two");
                assertThat(endpoints(gateway))
                        .contains("\"address\":\"orders.test:" + one.port() + "@127.0.0.1\"", "@127.0.0.2\"")
                        .contains("\"from\":\"dns\"", "\"source\":\"dns orders.test:" + one.port() + "\"");
                assertThat(two.connections()).isPositive();
                assertThat(gateway.manage("GET", "/metrics"))
                        .contains("highgate_discovery_endpoints{source=\"dns orders.test:" + one.port() + "\"} 2.0");
            }
        }
    }

    @Test
    void theNameIsWhatRequestsAreSentTo() {
        AtomicReference<String> asked = new AtomicReference<>("");
        dns.addresses("orders.test", 1, "127.0.0.1");
        try (Origin origin = Origin.scripted(wire -> {
                    asked.set(wire.readHead());
                    wire.send(ok("hi"));
                });
                RunningGateway gateway = before("discover: {dns: 'Orders.test.:" + origin.port() + "'}")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 200");
            assertThat(asked.get()).contains("\r\nHost: orders.test:" + origin.port() + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"orders.test, 200", "127.0.0.1, 502"})
    void theNameIsWhatACertificateIsVerifiedAgainst(String certified, int status, @TempDir Path folder) {
        Authority authority = new Authority(folder, "root");
        dns.addresses("orders.test", 1, "127.0.0.1");
        try (Origin origin = Origin.secured(authority.context(authority.issue("a", certified)), socket -> {}, wire -> {
                    wire.readHead();
                    wire.send(ok("hi"));
                });
                RunningGateway gateway = before("discover: {dns: 'https://orders.test:%d'}, tls: {trust: '%s'}"
                        .formatted(origin.port(), authority.file()))) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 " + status);
        }
    }

    /** The address behind the name is no part of a URL. */
    @Test
    void theNameIsWhatUrlsAreMadeOf() {
        dns.addresses("orders.test", 1, "127.0.0.1");
        try (Origin origin = Origin.scripted(wire -> {
                    String host = wire.readHead().replaceAll("(?s).*\r\nHost: ([^\r]+).*", "$1");
                    wire.send("HTTP/1.1 302 Found\r\nLocation: http://" + host + "/a\r\nContent-Length: 0\r\n\r\n");
                });
                RunningGateway gateway =
                        RunningGateway.of(yaml("discover: {dns: 'orders.test:" + origin.port() + "'}") + """
                                filters:
                                  - responseHeaders: {replace: [{name: Location, find: '{endpoint_url}', with: 'https://x'}]}
                                """)) {
            assertThat(gateway.ask(GET)).contains("\r\nLocation: https://x/a\r\n");
        }
    }

    @Test
    void whoIsFoundIsProbedByName() {
        AtomicReference<String> asked = new AtomicReference<>("");
        dns.addresses("orders.test", 1, "127.0.0.1");
        try (Origin origin = Origin.scripted(wire -> {
                    asked.set(wire.readHead());
                    wire.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                });
                RunningGateway gateway = before(
                        "discover: {dns: 'orders.test:%d'}, health: {active: {path: /up,".formatted(origin.port())
                                + " interval: 200ms, unhealthyAfter: 1}, failOpenBelow: 0%}")) {
            Await.until("out", () -> endpoints(gateway).contains("it answered 500"));
            assertThat(asked.get()).startsWith("GET /up").contains("\r\nHost: orders.test:" + origin.port() + "\r\n");
        }
    }

    @Test
    void whoComesIsAskedAndWhoGoesEndsWhatIsUnderWay() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Origin slow = Origin.scripted(wire -> {
                    wire.readHead();
                    under.countDown();
                    assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    wire.send(ok("slow"));
                });
                Origin next = named("next", "127.0.0.2", slow.port())) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + slow.port() + "'}");
                    Wire client = gateway.connect()) {
                client.send(GET);
                assertThat(under.await(10, TimeUnit.SECONDS)).isTrue();
                dns.addresses("orders.test", 0, "127.0.0.2");
                Await.until("the new one alone", () -> !endpoints(gateway).contains("@127.0.0.1"));
                assertThat(gateway.ask(GET)).endsWith("next");
                goOn.countDown();
                assertThat(client.readAnswer()).endsWith("slow");
                assertThat(next.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void whoStaysKeepsItsConnectionAndWhatIsKnownOfIt() {
        try (Origin one = named("one", "127.0.0.1", 0);
                Origin two = named("two", "127.0.0.2", one.port())) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            String yaml = yaml("discover: {dns: 'orders.test:" + one.port() + "'}");
            try (RunningGateway gateway = RunningGateway.onOneLoop(yaml)) {
                String first = "&endpoint=orders.test:" + one.port() + "@127.0.0.1";
                assertThat(gateway.ask(GET)).endsWith("one");
                gateway.manage("POST", "/-/endpoints/weight?upstream=orders&weight=7" + first);
                dns.addresses("orders.test", 0, "127.0.0.1", "127.0.0.2");
                Await.until("both", () -> endpoints(gateway).contains("@127.0.0.2"));
                for (int i = 0; i < 8; i++) {
                    gateway.ask(GET);
                }
                assertThat(one.connections()).isEqualTo(1);
                assertThat(two.connections()).isEqualTo(1);
                assertThat(endpoints(gateway)).contains("\"weight\":7,\"weightFrom\":\"hand\"");
            }
        }
    }

    @Test
    void whileDnsIsSilentOrFailsNothingChanges() {
        try (Origin one = named("one", "127.0.0.1", 0)) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
                for (Manner manner : new Manner[] {Manner.SILENT, Manner.FAILING, Manner.ABOUT_OTHERS}) {
                    dns.behave(manner);
                    Await.until(
                            manner + " is noticed",
                            () -> gateway.manage("GET", "/metrics")
                                    .contains("highgate_discovery_failing{source=\"dns orders.test:" + one.port()
                                            + "\"} 1.0"));
                    assertThat(gateway.ask(GET)).endsWith("one");
                    assertThat(endpoints(gateway)).contains("\"problem\":\"orders.test A");
                    dns.behave(Manner.HONEST);
                    Await.until("well again", () -> !endpoints(gateway).contains("problem"));
                }
            }
        }
    }

    @Test
    void aNameThatDoesNotResolveAtStartIsReportedAndFoundLater() {
        try (Origin one = named("one", "127.0.0.1", 0);
                RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
            assertThat(gateway.ask(GET))
                    .startsWith("HTTP/1.1 503")
                    .contains("NO_ENDPOINT", "there is no name orders.test");
            dns.addresses("orders.test", 0, "127.0.0.1");
            Await.until("found", () -> gateway.ask(GET).endsWith("one"));
        }
    }

    @Test
    void aNameThatIsGoneIsForgottenOnlyWhenThatIsSaidForLongEnough() {
        try (Origin one = named("one", "127.0.0.1", 0)) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
                dns.remove("orders.test");
                int before = dns.asked();
                Await.until("asked again", () -> dns.asked() > before + 1);
                assertThat(gateway.ask(GET)).endsWith("one");
                Await.until("forgotten", () -> gateway.ask(GET).contains("NO_ENDPOINT"));
                dns.addresses("orders.test", 0, "127.0.0.1");
                Await.until("back", () -> gateway.ask(GET).endsWith("one"));
            }
        }
    }

    @Test
    void anAnswerThatIsCutOffIsAskedForOverTcp() {
        try (Origin one = named("one", "127.0.0.1", 0)) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            dns.behave(Manner.CUT_OFF);
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
                Await.until("found", () -> gateway.ask(GET).endsWith("one"));
            }
        }
    }

    @Test
    void aServiceHasPortsTiersAndWeights() {
        try (Origin main = named("main", "127.0.0.1", 0);
                Origin other = named("other", "127.0.0.1", 0);
                Origin spare = named("spare", "127.0.0.1", 0)) {
            dns.addresses("node.test", 0, "127.0.0.1")
                    .service(
                            "_http._tcp.orders.test",
                            0,
                            "1 3 " + main.port() + " node.test",
                            "1 1 " + other.port() + " node.test",
                            "9 1 " + spare.port() + " node.test",
                            "1 1 0 node.test",
                            "1 1 80 .");
            try (RunningGateway gateway = before("discover: {srv: _http._tcp.orders.test}")) {
                StringBuilder answers = new StringBuilder();
                for (int i = 0; i < 8; i++) {
                    answers.append(gateway.ask(GET).endsWith("main") ? 'm' : '.');
                }
                assertThat(answers.toString().replace(".", "")).hasSize(6);
                assertThat(spare.connections()).isZero();
                assertThat(endpoints(gateway)).contains("\"found\":3", "node.test:" + spare.port() + "@127.0.0.1");
            }
        }
    }

    @Test
    void moreThanMayBeAreLeftOutAndCounted() {
        String[] many = new String[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = "127.0.1." + (i % 250) + "";
        }
        dns.addresses("orders.test", 0, many);
        try (RunningGateway gateway = before("discover: {dns: 'orders.test:9'}, maxDiscovered: 20")) {
            Await.until("bounded", () -> endpoints(gateway).contains("\"found\":20,\"leftOut\":230"));
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_discovery_left_out{source=\"dns orders.test:9\"} 230.0");
        }
    }

    @Test
    void anAliasWithoutAnEndIsReported() {
        dns.alias("orders.test", 0, "b.test").alias("b.test", 0, "orders.test");
        try (RunningGateway gateway = before("discover: {dns: 'orders.test:9'}")) {
            Await.until("said", () -> gateway.ask(GET).contains("an alias of an alias without an end"));
        }
    }

    @Test
    void anAliasIsFollowed() {
        try (Origin one = named("one", "127.0.0.1", 0)) {
            dns.alias("orders.test", 0, "b.test").addresses("b.test", 0, "127.0.0.1");
            try (RunningGateway gateway = before("discover: {dns: 'orders.test:" + one.port() + "'}")) {
                assertThat(gateway.ask(GET)).endsWith("one");
            }
        }
    }

    @Test
    void aReloadWhileDnsIsAwayKeepsWhoIsKnownAndWhatAnOperatorSet() {
        try (Origin one = named("one", "127.0.0.1", 0)) {
            dns.addresses("orders.test", 0, "127.0.0.1");
            String upstream = "discover: {dns: 'orders.test:" + one.port() + "'}";
            try (RunningGateway gateway = before(upstream)) {
                String first = "&endpoint=orders.test:" + one.port() + "@127.0.0.1";
                gateway.manage("POST", "/-/endpoints/weight?upstream=orders&weight=7" + first);
                dns.behave(Manner.SILENT);
                gateway.gateway().publish(RunningGateway.spec(yaml(upstream + ", keepAlive: 3s")));
                assertThat(gateway.ask(GET)).endsWith("one");
                gateway.gateway()
                        .publish(RunningGateway.spec(yaml(upstream).replace("timeout: 200ms", "timeout: 300ms")));
                assertThat(gateway.ask(GET)).endsWith("one");
                assertThat(endpoints(gateway)).contains("\"weightFrom\":\"hand\"");
            }
        }
    }
}
