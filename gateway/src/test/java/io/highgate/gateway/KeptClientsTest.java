package io.highgate.gateway;

import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that are kept at one endpoint by a cookie, and routes that ask only some endpoints. */
class KeptClientsTest {

    private static final Pattern COOKIE = Pattern.compile("(?i)\r\nset-cookie: ([^=;]+)=([^;]*);([^\r]*)");

    private final List<Origin> origins = new ArrayList<>();

    @BeforeEach
    void open() {
        for (int i = 0; i < 3; i++) {
            origins.add(Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no" + i));
        }
    }

    @AfterEach
    void close() {
        origins.forEach(Origin::close);
    }

    private RunningGateway before(String upstream, String routes) {
        return RunningGateway.of(config(upstream, routes));
    }

    private String config(String upstream, String routes) {
        String text = """
                upstreams: {origin: {%s}}
                routes: [%s]
                """.replaceFirst("%s", upstream).replaceFirst("%s", routes);
        for (int i = 0; i < origins.size(); i++) {
            text = text.replace("%" + i, "\"127.0.0.1:" + origins.get(i).port() + "\"");
        }
        return text;
    }

    private RunningGateway sticky(String settings) {
        return before("endpoints: [%0, %1, %2], sticky: {" + settings + "}", "{name: all, upstream: origin}");
    }

    private static String ask(RunningGateway gateway, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return gateway.ask("GET / HTTP/1.1\r\nHost: test\r\n" + more + "\r\n");
    }

    private static String origin(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.substring(answer.length() - 2);
    }

    private static String cookieIn(String answer) {
        Matcher cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        return cookie.group(1) + "=" + cookie.group(2);
    }

    private void drain(RunningGateway gateway, String origin, String deed) {
        int port = origins.get(origin.charAt(1) - '0').port();
        assertThat(gateway.manage("POST", "/-/endpoints/" + deed + "?upstream=origin&endpoint=127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theFirstAnswerBringsACookieThatLeadsBack() {
        try (RunningGateway gateway = sticky("")) {
            String first = ask(gateway);
            assertThat(first).contains("highgate_sticky=", "; Path=/; Max-Age=1200; HttpOnly; SameSite=Lax\r\n");
            assertThat(first).doesNotContain("Secure", "" + origins.getFirst().port());
            for (int i = 0; i < 10; i++) {
                String again = ask(gateway, "Cookie: a=b; " + cookieIn(first));
                assertThat(origin(again)).isEqualTo(origin(first));
                assertThat(again).doesNotContainIgnoringCase("set-cookie");
            }
        }
    }

    @Test
    void clientsWithoutACookieAreSpread() {
        try (RunningGateway gateway = sticky("cookie: c")) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 9; i++) {
                seen.add(origin(ask(gateway)));
            }
            assertThat(seen).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh", "%00", "\"\""})
    void aCookieThatIsNotOursCountsForNothingAndIsReplaced(String value) {
        try (RunningGateway gateway = sticky("cookie: c")) {
            assertThat(cookieIn(ask(gateway, "Cookie: c=" + value))).startsWith("c=");
        }
    }

    @Test
    void gatewaysWithTheSameSecretKnowEachOthersCookies() {
        String settings = "cookie: c, secret: sixteen-or-more!";
        try (RunningGateway one = sticky(settings);
                RunningGateway other = sticky(settings);
                RunningGateway stranger = sticky("cookie: c, secret: another-secret-of-16")) {
            String first = ask(one);
            for (int i = 0; i < 6; i++) {
                assertThat(origin(ask(other, "Cookie: " + cookieIn(first)))).isEqualTo(origin(first));
            }
            assertThat(ask(stranger, "Cookie: " + cookieIn(first))).containsIgnoringCase("set-cookie");
        }
    }

    @Test
    void aReloadForgetsNobody() {
        try (RunningGateway gateway = sticky("cookie: c")) {
            String first = ask(gateway);
            GatewaySpec next = RunningGateway.spec(config(
                    "endpoints: [%2, %0, %1], sticky: {cookie: c}, retry: {count: 1}", "{name: b, upstream: origin}"));
            assertThat(gateway.gateway().publish(next)).isInstanceOf(Publication.Accepted.class);
            for (int i = 0; i < 6; i++) {
                assertThat(origin(ask(gateway, "Cookie: " + cookieIn(first)))).isEqualTo(origin(first));
            }
        }
    }

    @Test
    void whoseEndpointIsOutMovesAndIsToldSo() {
        try (RunningGateway gateway = sticky("cookie: c")) {
            String first = ask(gateway);
            drain(gateway, origin(first), "drain");
            String moved = ask(gateway, "Cookie: " + cookieIn(first));
            assertThat(origin(moved)).isNotEqualTo(origin(first));
            assertThat(origin(ask(gateway, "Cookie: " + cookieIn(moved)))).isEqualTo(origin(moved));
        }
    }

    @Test
    void orIsRefusedUntilItIsBack() {
        try (RunningGateway gateway = sticky("cookie: c, failOver: refuse")) {
            String first = ask(gateway);
            drain(gateway, origin(first), "drain");
            assertThat(ask(gateway, "Cookie: " + cookieIn(first)))
                    .startsWith("HTTP/1.1 503")
                    .contains("NO_ENDPOINT");
            assertThat(ask(gateway)).startsWith("HTTP/1.1 200");
            drain(gateway, origin(first), "restore");
            assertThat(origin(ask(gateway, "Cookie: " + cookieIn(first)))).isEqualTo(origin(first));
        }
    }

    @Test
    void aSessionOfTheApplicationDecidesAlikeEverywhere() {
        String settings = "cookie: sid, foreign: true";
        try (RunningGateway one = sticky(settings);
                RunningGateway other = sticky(settings)) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                String answer = ask(one, "Cookie: sid=" + i);
                assertThat(answer).doesNotContainIgnoringCase("set-cookie");
                assertThat(origin(ask(other, "Cookie: sid=" + i))).isEqualTo(origin(answer));
                seen.add(origin(answer));
            }
            assertThat(seen).hasSize(3);
            seen.clear();
            for (int i = 0; i < 9; i++) {
                seen.add(origin(ask(one)));
            }
            assertThat(seen).as("nobody without a session is kept").hasSize(3);
        }
    }

    @Test
    void onlySessionsOfAnEndpointThatIsOutMoveAndTheyComeBack() {
        try (RunningGateway gateway = sticky("cookie: sid, foreign: true")) {
            List<String> homes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                homes.add(origin(ask(gateway, "Cookie: sid=" + i)));
            }
            drain(gateway, "o0", "drain");
            for (int i = 0; i < 20; i++) {
                String now = origin(ask(gateway, "Cookie: sid=" + i));
                assertThat(now).isNotEqualTo("o0");
                assertThat(homes.get(i).equals("o0") || now.equals(homes.get(i)))
                        .isTrue();
            }
            drain(gateway, "o0", "restore");
            for (int i = 0; i < 20; i++) {
                assertThat(origin(ask(gateway, "Cookie: sid=" + i))).isEqualTo(homes.get(i));
            }
        }
    }

    @Test
    void aRouteAsksOnlyTheEndpointsWithItsLabels() {
        try (RunningGateway gateway = before(
                "endpoints: [{url: %0, labels: {version: '1'}}, {url: %1, labels: {version: '2'}},"
                        + " {url: %2, labels: {version: '2', zone: b}}]",
                "{name: next, headers: [{name: X-Version, value: '2'}], upstream: origin, subset: {version: '2'}},"
                        + " {name: last, headers: [{name: X-Version, value: '3'}], upstream: origin,"
                        + " subset: {version: '2', zone: b}, subsetElse: any},"
                        + " {name: all, upstream: origin, subset: {version: '1'}}")) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                assertThat(origin(ask(gateway))).isEqualTo("o0");
                assertThat(origin(ask(gateway, "X-Version: 3"))).isEqualTo("o2");
                seen.add(origin(ask(gateway, "X-Version: 2")));
            }
            assertThat(seen).containsExactlyInAnyOrder("o1", "o2");
            drain(gateway, "o0", "drain");
            drain(gateway, "o2", "drain");
            assertThat(ask(gateway)).startsWith("HTTP/1.1 503").contains("NO_ENDPOINT");
            assertThat(origin(ask(gateway, "X-Version: 3"))).isEqualTo("o1");
        }
    }

    @Test
    void aCookieLeadsToNobodyOutsideOfTheRoutesSubset() {
        try (RunningGateway gateway = before(
                "sticky: {cookie: c}, endpoints: [{url: %0, labels: {v: '1'}}, {url: %1, labels: {v: '2'}}]",
                "{name: next, headers: [{name: X-Version, value: '2'}], upstream: origin, subset: {v: '2'}},"
                        + " {name: all, upstream: origin, subset: {v: '1'}}")) {
            String first = ask(gateway);
            assertThat(origin(first)).isEqualTo("o0");
            assertThat(origin(ask(gateway, "X-Version: 2", "Cookie: " + cookieIn(first))))
                    .isEqualTo("o1");
        }
    }
}
