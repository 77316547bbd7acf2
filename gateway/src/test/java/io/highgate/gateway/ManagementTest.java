package io.highgate.gateway;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.testkit.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The management port answers what operators ask, and only those who may ask. */
@Timeout(30)
class ManagementTest {

    private static final String RESPOND = "routes: [{name: 'a \"quoted\" one', path: /a, respond: {body: x}}]\n";
    private static final String TOKEN = RESPOND + "management: {bind: \"127.0.0.1:0\", token: s3cret}\n";

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void everyLineOfTheMetricsIsAMetricOrAComment() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(RunningGateway.toOrigin(origin.port())
                        .replace("name: all", "name: 'a \"quoted\" one', path: /a"))) {
            gateway.get("/a");
            gateway.get("/b");
            String metrics = gateway.manage("GET", "/metrics");
            assertThat(metrics).startsWith("HTTP/1.1 200 ").contains("Content-Type: text/plain");
            String label = "[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\.)*\"";
            assertThat(body(metrics).lines())
                    .isNotEmpty()
                    .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+")
                            || line.matches("[a-z_]+(\\{" + label + "(," + label + ")*})? (-?[0-9.E-]+|\\+Inf)"));
            assertThat(body(metrics))
                    .contains("highgate_route_requests_total{route=\"a \\\"quoted\\\" one\",status=\"2xx\"} 1.0")
                    .contains("highgate_route_requests_total{route=\"_none\",status=\"4xx\"} 1.0")
                    .contains("highgate_route_duration_seconds_count{route=\"_none\"} 1")
                    .contains("highgate_endpoint_attempts_total{endpoint=\"127.0.0.1:" + origin.port() + "\"} 1.0")
                    .contains(
                            "highgate_endpoint_duration_seconds_count{endpoint=\"127.0.0.1:" + origin.port() + "\"} 1")
                    .contains("highgate_endpoint_duration_seconds_bucket{endpoint=\"127.0.0.1:" + origin.port()
                            + "\",le=\"+Inf\"} 1")
                    .doesNotContain("_other")
                    .contains("highgate_failures_total{reason=\"NO_ROUTE\"} 1.0")
                    .contains("highgate_limit_connections_hits_total{listener=\"main\"} 0.0")
                    .contains("highgate_limit_in_flight_hits_total 0.0")
                    .contains("highgate_config_version 1.0")
                    .contains("highgate_loop_lag_seconds{loop=\"1\"}");
        }
    }

    @Test
    void theSnapshotIsAConfigurationThatReadsBackToItself() {
        String config = RESPOND + "limits: {body: 3MiB, headerCount: 77}\ntimeouts: {idle: 1500ms}\n"
                + "upstreams: {u: {endpoints: [{address: \"[::1]:81\", weight: 3}], preserveHost: true}}\n";
        try (RunningGateway gateway = RunningGateway.of(config)) {
            String page = body(gateway.manage("GET", "/-/snapshot"));
            assertThat(page).startsWith("# version 1, published ");
            assertThat(RunningGateway.spec(page))
                    .isEqualTo(gateway.gateway().snapshot().spec());
        }
    }

    @Test
    void aRefusedConfigurationIsShownUntilAGoodOneComes() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND)) {
            Problem problem = Problem.error(Place.of("b.yaml").at(3, 1), "is wrong\nroutes: []");
            gateway.gateway().refused(List.of(problem), "b.yaml");
            String page = body(gateway.manage("GET", "/-/snapshot"));
            assertThat(page).contains("# REFUSED since then: b.yaml").contains("#   error: b.yaml:3:1");
            assertThat(RunningGateway.spec(page))
                    .isEqualTo(gateway.gateway().snapshot().spec());
            assertThat(gateway.manage("GET", "/metrics"))
                    .contains("highgate_config_refused_last 1.0")
                    .contains("highgate_config_refused_total 1.0");
            assertThat(gateway.manage("GET", "/health")).contains(" 200 ").contains("\"status\":\"degraded\"");
            gateway.gateway().publish(gateway.gateway().snapshot().spec());
            assertThat(gateway.manage("GET", "/-/snapshot")).doesNotContain("REFUSED");
            assertThat(gateway.manage("GET", "/metrics")).contains("highgate_config_refused_last 0.0");
        }
    }

    @Test
    void theEndpointsAreListedWithWhatIsWrongWithThem() {
        try (RunningGateway gateway = RunningGateway.of("""
                    upstreams: {u: {endpoints: ["127.0.0.1:9", "does-not-exist1.invalid:80"]}}
                    routes: [{name: all, upstream: u}]
                    """)) {
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/-/endpoints").contains("does not resolve"));
            assertThat(gateway.manage("GET", "/-/endpoints"))
                    .contains("Content-Type: application/json")
                    .contains("\"address\":\"127.0.0.1:9\",\"usable\":true")
                    .contains("\"address\":\"does-not-exist1.invalid:80\",\"usable\":false");
        }
    }

    @Test
    void explainsWhichRouteWins() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND)) {
            assertThat(gateway.manage("GET", "/-/explain?url=/a&header=X-A:%20b"))
                    .contains(" 200 ")
                    .contains("\"winner\":{\"route\":\"a \\\"quoted\\\" one\"");
            assertThat(gateway.manage("GET", "/-/explain?method=PUT&url=http%3A%2F%2Fh%2Fb"))
                    .contains(" 200 ")
                    .doesNotContain("winner");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?method=GET",
                "?url=%20",
                "?url=http://[",
                "?url=/a&method=A%20B",
                "?url=/a&header=bad",
                "?url=/../a"
            })
    void explainsNothingThatIsNotARequest(String query) {
        try (RunningGateway gateway = RunningGateway.of(RESPOND)) {
            assertThat(gateway.manage("GET", "/-/explain" + query))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"code\":\"BAD_REQUEST\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /livez, 200",
        "GET, /healthz, 200",
        "GET, /readyz, 200",
        "GET, /health, 200",
        "GET, /nothing, 404",
        "GET, /metrics/, 404",
        "GET, /-/drain, 405",
        "POST, /metrics, 405",
        "DELETE, /-/snapshot, 405"
    })
    void answersEachPathWithItsMethod(String method, String path, int status) {
        try (RunningGateway gateway = RunningGateway.of(RESPOND)) {
            String answer = gateway.manage(method, path);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.contains("\r\nAllow: ")).isEqualTo(status == 405);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health", "/-/snapshot", "/-/endpoints", "/-/explain", "/-/drain", "/nothing"})
    void withATokenSetNothingIsToldToWhoDoesNotHaveIt(String path) {
        try (RunningGateway gateway = RunningGateway.of(TOKEN)) {
            for (String fields : List.of(
                    "",
                    "Authorization: s3cret\r\n",
                    "Authorization: Basic s3cret\r\n",
                    "Authorization: Bearer s3cre\r\n",
                    "Authorization: Bearer S3CRET\r\n",
                    "Authorization: Bearer\r\n")) {
                assertThat(gateway.manage(path.equals("/-/drain") ? "POST" : "GET", path, fields))
                        .startsWith("HTTP/1.1 401 ")
                        .contains("WWW-Authenticate: Bearer")
                        .doesNotContain("s3cret");
            }
            assertThat(gateway.manage("GET", "/readyz")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void withATokenSetProbesStayOpenAndItsHolderMayAsk() {
        try (RunningGateway gateway = RunningGateway.of(TOKEN)) {
            for (String path : List.of("/livez", "/readyz", "/healthz")) {
                assertThat(gateway.manage("GET", path)).startsWith("HTTP/1.1 200 ");
            }
            String snapshot = gateway.manage("GET", "/-/snapshot", "authorization: bearer s3cret\r\n");
            assertThat(snapshot).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A head that cannot be read used to be logged with the target of the request before it. */
    @Test
    void theAccessLogDoesNotShowTheRequestBeforeInPlaceOfAMalformedOne() {
        try (RunningGateway gateway = RunningGateway.of(RESPOND + "accessLog: {format: combined}\n");
                var client = gateway.connect()) {
            client.send("GET /a?secret HTTP/1.1\r\nHost: t\r\n\r\n\u0001" + "x".repeat(40) + "\r\n\r\n");
            assertThat(client.readToEnd()).contains("HTTP/1.1 400 ");
            RunningGateway.eventually(() -> gateway.console().lines().count() == 2);
            assertThat(gateway.console().lines().toList().get(0)).contains("\"GET /a?secret HTTP/1.1\" 200 1 ");
            assertThat(gateway.console().lines().toList().get(1)).contains("\"GET  HTTP/1.1\" 400 ");
        }
    }
}
