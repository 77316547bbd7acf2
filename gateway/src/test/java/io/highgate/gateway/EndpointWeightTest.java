package io.highgate.gateway;

import io.highgate.testkit.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator makes of the shares of endpoints while the gateway runs. */
class EndpointWeightTest {

    private static Origin named(String name) {
        return Origin.scripted(wire -> {
            while (wire.readHead().length() > 0) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
            }
        });
    }

    private static String yaml(Origin a, Origin b) {
        return """
                upstreams: {u: {endpoints: ["127.0.0.1:%d", "127.0.0.1:%d"]}}
                routes: [{name: all, upstream: u}]
                """.formatted(a.port(), b.port());
    }

    private static String eight(RunningGateway gateway) {
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String answer = gateway.get("/");
            answers.append(answer.charAt(answer.length() - 1));
        }
        return answers.toString();
    }

    private static String weigh(RunningGateway gateway, Origin origin, String weight) {
        return gateway.manage(
                "POST", "/-/endpoints/weight?upstream=u&endpoint=127.0.0.1:" + origin.port() + "&weight=" + weight);
    }

    @Test
    void aWeightSetByHandHoldsAtOnceAndAcrossReloadsUntilItIsTakenBack() {
        try (Origin a = named("a");
                Origin b = named("b");
                RunningGateway gateway = RunningGateway.of(yaml(a, b))) {
            assertThat(weigh(gateway, a, "3")).contains("\"weight\":3,\"weightFrom\":\"hand\"");
            assertThat(eight(gateway).replace("b", "")).hasSize(6);
            gateway.gateway().publish(RunningGateway.spec(yaml(a, b) + "timeouts: {idle: 30s}\n"));
            assertThat(eight(gateway).replace("b", "")).hasSize(6);
            assertThat(weigh(gateway, a, "default")).doesNotContain("hand");
            assertThat(eight(gateway).replace("b", "")).hasSize(4);
        }
    }

    @Test
    void withWeightNoughtNobodyIsAskedWhoIsNotTheLast() {
        try (Origin a = named("a");
                Origin b = named("b");
                RunningGateway gateway = RunningGateway.of(yaml(a, b))) {
            weigh(gateway, a, "0");
            assertThat(eight(gateway)).isEqualTo("bbbbbbbb");
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_endpoint_weight{endpoint=\"127.0.0.1:" + a.port() + "\",upstream=\"u\"} 0.0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, upstream=u&endpoint=127.0.0.1:9, 400",
        "POST, upstream=u&endpoint=127.0.0.1:9&weight=-1, 400",
        "POST, upstream=u&endpoint=127.0.0.1:9&weight=1001, 400",
        "POST, upstream=u&endpoint=127.0.0.1:9&weight=99999999999, 400",
        "POST, upstream=u&endpoint=127.0.0.1:9&weight=much, 400",
        "POST, weight=1, 400",
        "POST, upstream=v&endpoint=127.0.0.1:9&weight=1, 404",
        "POST, upstream=u&endpoint=127.0.0.1:8&weight=1, 404",
        "GET, upstream=u&endpoint=127.0.0.1:9&weight=1, 405",
    })
    void whatCannotBeDoneIsRefused(String method, String query, int status) {
        try (RunningGateway gateway = RunningGateway.before(9)) {
            String asked = query.replace("upstream=u", "upstream=origin");
            assertThat(gateway.manage(method, "/-/endpoints/weight?" + asked)).startsWith("HTTP/1.1 " + status);
            assertThat(gateway.manage("GET", "/-/endpoints")).doesNotContain("hand");
        }
    }
}
