package io.highgate.gateway;

import io.highgate.gateway.center.Book;
import io.highgate.gateway.center.ScriptedCenter;
import io.highgate.gateway.center.ScriptedCenter.Manner;
import io.highgate.gateway.center.Shelf;
import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway before a center: who is registered is routed, and whatever befalls the center changes nothing. */
@Timeout(60)
class CenterTest {

    private final ScriptedCenter center = new ScriptedCenter();
    private final Origin one = named("one");
    private final Origin two = named("two");

    /** Keeps in memory what would be on disk. */
    private static final class MemoryShelf implements Shelf {
        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Override
        public Optional<String> load(String about) {
            return Optional.ofNullable(kept.get(about));
        }

        @Override
        public void save(String about, String text) {
            kept.put(about, text);
        }
    }

    @AfterEach
    void close() {
        center.close();
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

    private static String yaml(String more, ScriptedCenter... centers) {
        List<String> urls = new ArrayList<>();
        for (ScriptedCenter it : centers) {
            urls.add("'" + it.url() + "'");
        }
        return "center: {urls: [" + String.join(", ", urls) + "], backOff: 20ms, silence: 1500ms, timeout: 1s" + more
                + "}\n";
    }

    private RunningGateway gateway() {
        return RunningGateway.of(yaml("", center));
    }

    private static String ask(RunningGateway gateway, String cell) {
        return gateway.ask("GET /api/v1/" + cell + "/x HTTP/1.1\r\nHost: test\r\nAuthorization: Basic eDp5\r\n\r\n");
    }

    private static void until(RunningGateway gateway, String cell, String answer) {
        Await.until(cell + " answers " + answer, () -> ask(gateway, cell).endsWith(answer));
    }

    private static Listed at(String cell, Origin origin) {
        return Book.up(cell, origin.port());
    }

    private void register(Listed... listed) {
        center.change(List.of(listed), List.of());
    }

    @Test
    void whoIsKnownAtTheStartIsRoutedAtOnce() {
        register(at("crm", one));
        try (RunningGateway gateway = gateway()) {
            assertThat(ask(gateway, "crm")).endsWith("one");
            assertThat(ask(gateway, "erp")).startsWith("HTTP/1.1 503").contains("CELL_NOT_FOUND");
            assertThat(gateway.manage("GET", "/-/center"))
                    .contains("\"state\":\"following\"", "\"cells\":1", "\"instances\":1", "\"position\":\"e1-1\"");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("\"from\":\"center\"");
            assertThat(gateway.manage("GET", "/-/snapshot")).contains("center: crm");
            assertThat(gateway.manage("GET", "/-/explain?method=GET&url=/api/v1/crm/x"))
                    .contains("built-in cell crm");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_center_following 1.0", "highgate_center_instances 1.0");
        }
    }

    @Test
    void whoRegistersIsRoutedSoon() {
        try (RunningGateway gateway = gateway()) {
            Await.until("followed", () -> center.listeners() == 1);
            long before = System.nanoTime();
            register(at("crm", one));
            until(gateway, "crm", "one");
            long took = System.nanoTime() - before;
            assertThat(took).isLessThan(Duration.ofSeconds(3).toNanos());
            center.change(
                    List.of(at("crm", two)), List.of(at("crm", one).instance().key()));
            until(gateway, "crm", "two");
            assertThat(gateway.gateway().snapshot().version())
                    .as("no reload for that")
                    .isEqualTo(2);
        }
    }

    @Test
    void whoIsDownIsAskedOnlyWhenNobodyElseCanBeAndWhoDrainsIsNot() {
        Listed down = Book.in(InstanceState.DOWN, at("crm", one));
        register(down, at("crm", two), Book.in(InstanceState.DRAINING, Book.up("erp", 9)));
        try (RunningGateway gateway = gateway()) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(gateway, "crm")).endsWith("two");
            }
            assertThat(ask(gateway, "erp")).startsWith("HTTP/1.1 503").contains("CELL_NOT_FOUND", "draining");
            center.change(List.of(), List.of(at("crm", two).instance().key()));
            until(gateway, "crm", "one");
        }
    }

    @Test
    void whatIsConfiguredWins() {
        register(at("crm", one), at("erp", one));
        String upstreams = """
                upstreams:
                  crm: {cell: true, endpoints: ['127.0.0.1:%d']}
                  customers: {discover: {center: erp}}
                routes: [{name: r, path: '/customers', upstream: customers}]
                """.formatted(two.port());
        try (RunningGateway gateway = RunningGateway.of(yaml("", center) + upstreams)) {
            assertThat(ask(gateway, "crm")).endsWith("two");
            assertThat(gateway.get("/customers")).endsWith("one");
            assertThat(ask(gateway, "erp")).endsWith("one");
        }
    }

    @Test
    void withoutACenterInTheConfigurationNothingIsKnownAnyMore() {
        register(at("crm", one));
        try (RunningGateway gateway = gateway()) {
            gateway.gateway().publish(RunningGateway.spec("routes: [{name: r, respond: {}}]\n"));
            assertThat(gateway.manage("GET", "/-/center")).contains("\"state\":\"off\"");
            assertThat(gateway.gateway().snapshot().upstreams()).isEmpty();
            gateway.gateway().publish(RunningGateway.spec(yaml("", center)));
            until(gateway, "crm", "one");
        }
    }

    // ---- what may befall a center ----

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "UNAUTHORIZED", "AWAY", "FALLS_SILENT", "GARBAGE", "ENDLESS_LINE", "BREAKS_OFF"})
    void whateverBefallsItWhatIsKnownStaysUntilItIsWell(Manner manner) {
        register(at("crm", one));
        try (RunningGateway gateway = gateway()) {
            Await.until("followed", () -> center.listeners() == 1);
            int before = center.asked().size();
            center.behave(manner);
            Await.until("asked again and again", () -> center.asked().size() > before + 2);
            assertThat(ask(gateway, "crm")).endsWith("one");
            if (manner != Manner.FALLS_SILENT) {
                Await.until("said", () -> gateway.manage("GET", "/-/center").contains("\"problem\":"));
                assertThat(gateway.manage("GET", "/-/center")).contains("\"instances\":1");
            }
            center.changeSecretly(List.of(at("new", two)));
            center.behave(Manner.WELL);
            until(gateway, "new", "two");
            assertThat(ask(gateway, "crm")).endsWith("one");
        }
    }

    @Test
    void anotherCenterStandsInForOneThatIsGone() {
        try (ScriptedCenter other = new ScriptedCenter()) {
            register(at("crm", one));
            other.change(List.of(at("crm", one)), List.of());
            try (RunningGateway gateway = RunningGateway.of(yaml("", center, other))) {
                Await.until("one is followed", () -> center.listeners() + other.listeners() == 1);
                boolean first = center.listeners() == 1;
                ScriptedCenter left = first ? other : center;
                (first ? center : other).behave(Manner.SILENT);
                left.change(List.of(at("new", two)), List.of());
                until(gateway, "new", "two");
                assertThat(left.asked().getLast()).contains("?since=e1-1 ");
                assertThat(gateway.manage("GET", "/-/center")).contains(left.url());
            }
        }
    }

    @Test
    void aGapAWrongSumAndAnotherEpochEachMakeItAskForEverything() {
        register(at("crm", one));
        try (RunningGateway gateway = gateway()) {
            Await.until("followed", () -> center.listeners() == 1);
            List<String> wrong = List.of(
                    StreamMessage.write(new StreamMessage.Delta(new Position("e1", 9), List.of(), List.of(), "0")),
                    StreamMessage.write(new StreamMessage.Delta(new Position("e1", 2), List.of(), List.of(), "0")),
                    StreamMessage.write(new StreamMessage.Pulse(new Position("e9", 1), "0")));
            for (String line : wrong) {
                int before = center.asked().size();
                center.say(line);
                Await.until(
                        "asked for everything",
                        () -> center.asked().size() > before
                                && center.asked().getLast().startsWith("GET /api/center/stream HTTP")
                                && center.listeners() == 1);
                assertThat(ask(gateway, "crm")).endsWith("one");
            }
            assertThat(gateway.manage("GET", "/-/center")).contains("\"losses\":3");
        }
    }

    @Test
    void aStoreThatWasLostTakesNobodyAwayAtOnce() {
        register(at("crm", one), at("erp", one), at("wms", one));
        try (RunningGateway gateway = gateway()) {
            Await.until("followed", () -> center.listeners() == 1);
            center.forget("e2");
            Await.until("doubted", () -> gateway.manage("GET", "/-/center").contains("\"doubtful\":3"));
            register(at("new", two));
            until(gateway, "new", "two");
            assertThat(ask(gateway, "crm")).endsWith("one");
            register(at("crm", one), at("erp", one), at("wms", one));
            Await.until("no doubt", () -> gateway.manage("GET", "/-/center").contains("\"doubtful\":0"));
            assertThat(gateway.manage("GET", "/-/center")).contains("\"instances\":4", "\"position\":\"e2-2\"");
        }
    }

    @Test
    void whoStartsWithoutACenterGoesByWhatWasKnownLast() {
        MemoryShelf shelf = new MemoryShelf();
        register(at("crm", one));
        String yaml = yaml("", center);
        try (RunningGateway gateway = RunningGateway.of(yaml, shelf)) {
            until(gateway, "crm", "one");
        }
        center.behave(Manner.AWAY);
        try (RunningGateway gateway = RunningGateway.of(yaml, shelf)) {
            assertThat(ask(gateway, "crm")).endsWith("one");
            assertThat(gateway.manage("GET", "/-/center")).contains("\"from\":\"disk\"");
            center.changeSecretly(List.of(at("new", two)));
            center.behave(Manner.WELL);
            until(gateway, "new", "two");
            assertThat(gateway.manage("GET", "/-/center")).contains("\"from\":\"center\"");
        }
    }

    @Test
    void aDamagedDiskAndACenterThatIsAwayMeanThatNothingIsKnown() {
        MemoryShelf shelf = new MemoryShelf();
        shelf.save(center.url(), "{\"type\":\"begin\",\"at\":\"e1-1\",\"instances\":1}\nnonsense\n");
        center.behave(Manner.AWAY);
        try (RunningGateway gateway = RunningGateway.of(yaml("", center), shelf)) {
            assertThat(ask(gateway, "crm")).startsWith("HTTP/1.1 503").contains("CELL_NOT_FOUND");
            register(at("crm", one));
            center.behave(Manner.WELL);
            until(gateway, "crm", "one");
        }
    }

    // ---- keys, and what is told back ----

    @Test
    void theKeyIsShownAndNeverTheSecret() {
        try (ScriptedCenter strict = new ScriptedCenter("the-secret-of-gw")) {
            strict.change(List.of(at("crm", one)), List.of());
            try (RunningGateway gateway = RunningGateway.of(yaml(", key: gw, secret: the-secret-of-gw", strict))) {
                assertThat(ask(gateway, "crm")).endsWith("one");
                assertThat(strict.asked().getFirst()).contains("Authorization: Bearer ey");
                assertThat(gateway.manage("GET", "/-/snapshot")).doesNotContain("the-secret-of-gw");
            }
            try (RunningGateway gateway = RunningGateway.of(yaml(", key: gw, secret: another", strict))) {
                Await.until("refused", () -> gateway.manage("GET", "/-/center").contains("401: it does not know"));
            }
        }
    }

    @Test
    void whoRefusesIsLeftOutAtOnceAndTheCenterIsTold() {
        Origin gone = named("bye");
        Listed dead = at("crm", gone);
        register(dead, at("crm", one));
        try (RunningGateway gateway = gateway()) {
            gone.close();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(gateway, "crm"))
                        .as("GETs are tried again elsewhere")
                        .endsWith("one");
            }
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("\"state\":\"refusing\"");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_endpoint_attempts_total{endpoint=\"127.0.0.1:" + gone.port() + "\"} 1.0");
            Await.until(
                    "told",
                    () -> center.reports()
                            .contains("{\"key\":\"" + dead.instance().key() + "\",\"kind\":\"refused\",\"count\":1}"));
            assertThat(center.reports()).contains("\"gateway\":\"gateway\"");
        }
    }

    @Test
    void anInstanceWithAnAddressThatIsNoneIsLeftOut() {
        Listed good = at("crm", one);
        io.highgate.wire.cell.Instance evil = new io.highgate.wire.cell.Instance(
                "crm", "evil", "a\r\nX-Y: z", 80, false, 1, null, null, List.of(), "/health", Map.of());
        register(good, new Listed(evil, InstanceState.UP));
        try (RunningGateway gateway = gateway()) {
            assertThat(ask(gateway, "crm")).endsWith("one");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("no name of a host", "\"found\":1");
        }
    }
}
