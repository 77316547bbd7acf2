package io.highgate.gateway;

import io.highgate.gateway.center.Book;
import io.highgate.gateway.center.Shelf;
import io.highgate.gateway.upstream.discover.ScriptedRegistry;
import io.highgate.registries.Openers;
import io.highgate.registries.Sought;
import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway before a registry of others: who it knows is routed, and whatever befalls it changes nothing. */
@Timeout(120)
class OtherRegistriesTest {

    private static final Sought ORDERS = Sought.of("orders");
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final Map<String, String> disk = new ConcurrentHashMap<>();
    private final List<ScriptedRegistry> opened = new CopyOnWriteArrayList<>();
    private final Map<String, ScriptedRegistry> registries = new ConcurrentHashMap<>();
    private final Origin one = named("one");
    private final Origin two = named("two");

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static Origin named(String name) {
        return Origin.scripted(wire -> {
            while (wire.readHead().length() > 0) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + name);
            }
        });
    }

    /** What would be on disk. */
    private Shelf shelf() {
        return new Shelf() {
            @Override
            public Optional<String> load(String about) {
                return Optional.ofNullable(disk.get(about));
            }

            @Override
            public void save(String about, String text) {
                disk.put(about, text);
            }
        };
    }

    private ScriptedRegistry registry(String url) {
        return registries.computeIfAbsent(url, it -> new ScriptedRegistry("consul " + it));
    }

    private static String yaml(String url, String more) {
        return """
            registries: {consul: {urls: ['%s']}}
            upstreams: {orders: {discover: {consul: orders}%s}}
            routes: [{name: all, upstream: orders}]
            """.formatted(url, more);
    }

    private RunningGateway gateway() {
        return gateway(yaml("http://a:8500", ""));
    }

    private RunningGateway gateway(String yaml) {
        Openers openers = new Openers(
                null,
                (spec, _) -> {
                    ScriptedRegistry registry = registry(spec.urls().getFirst());
                    opened.add(registry);
                    return registry;
                },
                null,
                null);
        return RunningGateway.of(yaml, shelf(), openers);
    }

    private static Listed at(Origin origin) {
        return Book.up("orders", origin.port());
    }

    private static String endpoints(RunningGateway gateway) {
        return gateway.manage("GET", "/-/endpoints");
    }

    @Test
    void aServiceIsRoutedLostAndFoundAgain() {
        ScriptedRegistry registry = registry("http://a:8500");
        registry.say(ORDERS, at(one));
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET)).endsWith("one");
            assertThat(endpoints(gateway))
                    .contains("\"from\":\"consul\"", "\"source\":\"consul orders\"", "\"found\":1");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_discovery_endpoints{source=\"consul orders\"} 1.0");
            registry.say(ORDERS);
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            assertThat(endpoints(gateway)).contains("Consul knows no instance of orders");
            registry.say(ORDERS, at(two));
            assertThat(gateway.ask(GET)).endsWith("two");
        }
    }

    @Test
    void whatIsKnownStaysWhileTheRegistryIsAway() {
        ScriptedRegistry registry = registry("http://a:8500");
        registry.say(ORDERS, at(one));
        try (RunningGateway gateway = gateway()) {
            registry.fail("nobody answers at http://a:8500");
            assertThat(gateway.ask(GET)).endsWith("one");
            assertThat(endpoints(gateway)).contains("\"problem\":\"nobody answers at http://a:8500\"");
            assertThat(gateway.manage("GET", "/-/snapshot")).contains("nobody answers at http://a:8500");
            registry.say(ORDERS, at(one), at(two));
            Await.until("the other one is asked, too", () -> gateway.ask(GET).endsWith("two"));
            assertThat(endpoints(gateway)).doesNotContain("nobody answers");
        }
    }

    @Test
    void theNextProcessKnowsTheServiceWithoutTheRegistry() {
        registry("http://a:8500").say(ORDERS, at(one));
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET)).endsWith("one");
        }
        assertThat(disk.values()).singleElement().asString().contains("\"service\":\"orders\"");
        registries.put("http://a:8500", new ScriptedRegistry("consul http://a:8500"));
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET)).endsWith("one");
            assertThat(endpoints(gateway)).contains("consul http://a:8500 does not answer");
        }
    }

    @Test
    void whatIsDamagedOnDiskIsNotBelieved() {
        disk.put("registries of others", """
            {"registry":"consul http://a:8500","service":"orders","instances":[{"cell":"orders"}]}
            {"registry":"consul http://a:8500","service":
            nonsense
            """);
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            registry("http://a:8500").say(ORDERS, at(one));
            assertThat(gateway.ask(GET)).endsWith("one");
        }
    }

    @Test
    void otherSettingsAreAnotherClientAndTheFormerOneIsClosedBehindIt() {
        ScriptedRegistry former = registry("http://a:8500");
        former.say(ORDERS, at(one));
        try (RunningGateway gateway = gateway()) {
            gateway.gateway().publish(RunningGateway.spec(yaml("http://a:8500", ", slowStart: 1s")));
            assertThat(opened).hasSize(1);
            gateway.gateway().publish(RunningGateway.spec(yaml("http://b:8500", "")));
            assertThat(gateway.ask(GET)).as("known from the former one").endsWith("one");
            Await.until("the former one is closed", former::isClosed);
            assertThat(opened).hasSize(2);
            registry("http://b:8500").say(ORDERS, at(two));
            assertThat(gateway.ask(GET)).endsWith("two");
            gateway.gateway().publish(RunningGateway.spec(RunningGateway.toOrigin(one.port())));
            Await.until("the other one is closed", registry("http://b:8500")::isClosed);
        }
    }

    @Test
    void otherAuthoritiesInTheSameFileAreAnotherClient(@TempDir Path folder) throws IOException {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(new Authority(folder, "former").file(), trusted);
        String yaml = yaml("https://a:8500", "").replace("8500']", "8500'], trust: ['" + trusted + "']");
        try (RunningGateway gateway = gateway(yaml)) {
            gateway.gateway().publish(RunningGateway.spec(yaml));
            assertThat(opened).hasSize(1);
            Files.copy(new Authority(folder, "latter").file(), trusted, StandardCopyOption.REPLACE_EXISTING);
            gateway.gateway().publish(RunningGateway.spec(yaml));
            assertThat(opened).hasSize(2);
        }
    }

    @Test
    void aClientThatCannotBeMadeIsAProblemOfItsUpstreamOnly() {
        Openers none = new Openers(
                null,
                (_, _) -> {
                    throw new IllegalArgumentException("registries.consul.trust[0]: there is no file x");
                },
                null,
                null);
        String yaml = yaml("http://a:8500", "")
                .replace("routes: [", "routes: [{name: own, path: /own, respond: {body: here}}, ");
        try (RunningGateway gateway = RunningGateway.of(yaml, shelf(), none)) {
            assertThat(gateway.ask("GET /own HTTP/1.1\r\nHost: test\r\n\r\n")).endsWith("here");
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            assertThat(endpoints(gateway)).contains("registries.consul.trust[0]: there is no file x");
        }
    }

    @Test
    void downIsAskedOnlyIfNobodyElseIsLeftAndDrainingNeverAtAll() {
        ScriptedRegistry registry = registry("http://a:8500");
        registry.say(ORDERS, Book.in(InstanceState.DOWN, at(one)), at(two));
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET) + gateway.ask(GET)).doesNotContain("one");
            registry.say(ORDERS, Book.in(InstanceState.DOWN, at(one)));
            assertThat(gateway.ask(GET)).endsWith("one");
            registry.say(ORDERS, Book.in(InstanceState.DRAINING, at(one)));
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            assertThat(endpoints(gateway)).contains("all 1 instances of orders are draining");
        }
    }

    @Test
    void instancesThatEncryptAreLeftOutWhereTheUpstreamDoesNot() {
        Instance plain = at(one).instance();
        Instance secure =
                new Instance("orders", "s", "127.0.0.1", two.port(), true, 1, "b", "2", List.of(), "/health", Map.of());
        registry("http://a:8500")
                .say(ORDERS, new Listed(plain, InstanceState.UP), new Listed(secure, InstanceState.UP));
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.ask(GET) + gateway.ask(GET)).doesNotContain("two");
            assertThat(endpoints(gateway)).contains("1 instances are left out: they encrypt (https)");
        }
    }

    @Test
    void whoRefusesAConnectionIsOutAtOnce() {
        Origin gone = named("gone");
        Listed dead = at(gone);
        gone.close();
        registry("http://a:8500").say(ORDERS, dead, at(two));
        try (RunningGateway gateway = gateway(yaml("http://a:8500", ", balancer: round-robin"))) {
            Await.until("the dead one was noticed", () -> {
                gateway.ask(GET);
                return endpoints(gateway).contains("\"state\":\"refusing\"");
            });
            assertThat(gateway.ask(GET) + gateway.ask(GET)).doesNotContain("HTTP/1.1 50");
        }
    }

    @Test
    void aKindThatTheBuildCannotAskIsSaid() {
        String yaml = """
            registries: {nacos: {urls: ['http://n:8848/nacos']}}
            upstreams: {orders: {discover: {nacos: orders}}}
            routes: [{name: all, upstream: orders}]
            """;
        try (RunningGateway gateway = gateway(yaml)) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 503");
            assertThat(endpoints(gateway)).contains("this build cannot ask Nacos");
        }
    }
}
