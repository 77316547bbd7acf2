package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which endpoint is asked, by what the configuration says of balancing. */
class ChosenEndpointTest {

    private final List<Origin> origins = new ArrayList<>();

    @BeforeEach
    void open() {
        for (int i = 0; i < 4; i++) {
            String name = "o" + i;
            origins.add(Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name));
        }
    }

    @AfterEach
    void close() {
        origins.forEach(Origin::close);
    }

    /** With %0 to %3 for the origins' addresses. */
    private RunningGateway before(String upstream) {
        String text = upstream;
        for (int i = 0; i < origins.size(); i++) {
            text = text.replace("%" + i, "\"127.0.0.1:" + origins.get(i).port() + "\"");
        }
        return RunningGateway.of("""
            upstreams: {origin: {%s}}
            routes: [{name: all, path: "/{user}", upstream: origin}]
            """.formatted(text));
    }

    private static String ask(RunningGateway gateway, String path, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        String answer = gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + more + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.substring(answer.length() - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "least-in-flight", "peak-ewma", "random", "consistent-hash"})
    void everyBalancerAnswersAndUsesEveryone(String balancer) {
        try (RunningGateway gateway = before("endpoints: [%0, %1, %2, %3], balancer: " + balancer
                + (balancer.equals("consistent-hash") ? ", hashOn: {header: X-User}" : ""))) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                seen.add(ask(gateway, "/x", "X-User: u" + i));
            }
            assertThat(seen).containsExactlyInAnyOrder("o0", "o1", "o2", "o3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"header: X-User", "cookie: user", "pathValue: user"})
    void whatIsHashedStaysWithItsEndpointAndMovesOnlyWhenThatIsGone(String on) {
        try (RunningGateway gateway =
                before("endpoints: [%0, %1, %2, %3], balancer: consistent-hash, hashOn: {" + on + "}")) {
            Map<String, String> homes = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                homes.put("u" + i, asUser(gateway, "u" + i));
                assertThat(asUser(gateway, "u" + i)).isEqualTo(homes.get("u" + i));
            }
            takeOut(gateway, 0);
            homes.forEach((user, home) -> {
                String now = asUser(gateway, user);
                assertThat(now).isEqualTo(home.equals("o0") ? now : home).isNotEqualTo("o0");
            });
        }
    }

    private static String asUser(RunningGateway gateway, String user) {
        return ask(gateway, "/" + user, "X-User: " + user, "Cookie: a=b; user=" + user);
    }

    private void takeOut(RunningGateway gateway, int origin) {
        String address = "127.0.0.1:" + origins.get(origin).port();
        assertThat(gateway.manage("POST", "/-/endpoints/drain?upstream=origin&endpoint=" + address))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aHigherTierIsAskedOnlyWhenTheLowerOneIsGone() {
        try (RunningGateway gateway = before("endpoints: [{url: %0}, {url: %1, tier: 1}]")) {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(gateway, "/x")).isEqualTo("o0");
            }
            takeOut(gateway, 0);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(gateway, "/x")).isEqualTo("o1");
            }
        }
    }

    @Test
    void theOwnZoneIsPreferredAndTheOthersTakeOver() {
        try (RunningGateway gateway = before("endpoints: [{url: %0, zone: a}, {url: %1, zone: b}], preferZone: b")) {
            assertThat(ask(gateway, "/x")).isEqualTo("o1");
            takeOut(gateway, 1);
            assertThat(ask(gateway, "/x")).isEqualTo("o0");
        }
    }

    @Test
    void anEndpointTakenOutGetsNothingNewAndEndsWhatItHas() {
        try (RunningGateway gateway = before("endpoints: [%0, %1]");
                Wire open = gateway.connect()) {
            open.send("GET /x HTTP/1.1\r\nHost: test\r\n\r\n").readAnswer();
            takeOut(gateway, 0);
            for (int i = 0; i < 10; i++) {
                assertThat(ask(gateway, "/x")).isEqualTo("o1");
            }
        }
    }
}
