package io.highgate.gateway.route;

import io.highgate.gateway.route.Explanation.Loser;
import io.highgate.gateway.route.Explanation.Winner;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.RewriteSpec.Query;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.gateway.route.Requests.request;
import static io.highgate.gateway.route.Routes.route;
import static io.highgate.gateway.route.Routes.table;
import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTest {

    private static final FilterSpec EDIT = new FilterSpec.RequestHeaders(
            new HeaderEditSpec(List.of("X"), List.of(), Map.of("Y", "{x}"), Map.of(), Map.of()));

    private static Map<String, List<String>> reasons(Explanation explanation) {
        return explanation.losers().stream().collect(Collectors.toMap(Loser::route, Loser::reasons));
    }

    @Test
    void everyLoserIsNamedWithItsReasons() {
        RouteTable table = table(
                route("win", "/a/{x}")
                        .priority(5)
                        .rewrite("/v2/{x}", Query.KEEP)
                        .filters(EDIT),
                route("low", "/a/b").priority(1),
                route("rest", "/a/{*x}").priority(5),
                route("later", "/a/{y}").priority(5),
                route("post", "/a/b").methods("POST", "PUT").header("X-Canary", null),
                route("other", "/a/b").hosts("other.io", "*.more.io"),
                route("slash", "/a/b/"),
                route("case", "/A/b"),
                route("query", "/a/b?id={id}"),
                route("far", "/z"));
        Explanation explanation = table.explain(Requests.asked(request("GET", "h.io", "/a/b?q=1")), "https");
        assertThat(explanation.request()).isEqualTo("GET https://h.io/a/b?q=1");
        assertThat(explanation.winner())
                .isEqualTo(new Winner(
                        "win",
                        "/a/{x}",
                        Map.of("x", "b"),
                        "forward to up-win as /v2/b?q=1",
                        "up-win",
                        "/v2/b?q=1",
                        null,
                        List.of("request: remove X; set Y: {x}"),
                        List.of()));
        assertThat(reasons(explanation))
                .containsEntry("low", List.of("lower priority (1 < 5)"))
                .containsEntry("rest", List.of("less specific path than win"))
                .containsEntry("later", List.of("win comes first"))
                .containsEntry("post", List.of("method GET is not among POST, PUT", "header X-Canary is missing"))
                .containsEntry("other", List.of("host h.io is not among other.io, *.more.io"))
                .containsEntry("slash", List.of("the path has no '/' at its end"))
                .containsEntry("case", List.of("upper and lower case differ"))
                .containsEntry("query", List.of("the query does not match ?id={id}"))
                .doesNotContainKey("far")
                .doesNotContainKey("win");
        assertThat(explanation.toText())
                .startsWith(
                        "GET https://h.io/a/b?q=1\nroute win (/a/{x})\n  {x} = b\n  forward to up-win as /v2/b?q=1\n")
                .contains("not low (/a/b): lower priority (1 < 5)\n");
    }

    /** explain once said 404 for /health, which the gateway answers. */
    @Test
    void whatIsBuiltInWinsWhereNoConfiguredRouteDoes() {
        RouteTable other = table(route("other", "/other"));
        Explanation built = other.explain(Requests.asked(request("GET", "h.io", "/health")), "http");
        assertThat(built.toText()).isEqualTo("""
                        GET http://h.io/health
                        route built-in health (/health)
                          respond 200 application/json
                        """);
        assertThat(other.explain(Requests.asked(request("HEAD", "h.io", "/health")), "http")
                        .winner())
                .isNotNull();
        assertThat(other.explain(Requests.asked(request("GET", "h.io", "/healthy")), "http")
                        .winner())
                .isNull();
        assertThat(other.explain(Requests.asked(request("GET", "h.io", "/health/")), "http")
                        .winner())
                .isNull();
        assertThat(other.explain(Requests.asked(request("POST", "h.io", "/health")), "http")
                        .toText())
                .isEqualTo("""
                        POST http://h.io/health
                        no route matches (404 NO_ROUTE)
                        not built-in health (/health): method POST is not among GET, HEAD
                        """);
    }

    @Test
    void aConfiguredRouteWinsOverWhatIsBuiltIn() {
        RouteTable mine = table(route("mine", "/{*x}").respond(200, "mine"));
        assertThat(mine.explain(Requests.asked(request("GET", "h.io", "/health")), "http")
                        .toText())
                .contains("route mine (/{*x})\n")
                .contains("not built-in health (/health): mine is configured, which wins over what is built in\n");
    }

    @Test
    void aGetThatDoesNotServeHeadSaysSo() {
        RouteTable table = table(route("get", "/a").methods("GET").withoutHead());
        assertThat(reasons(table.explain(Requests.asked(request("HEAD", "h.io", "/a")), "http")))
                .containsEntry("get", List.of("method HEAD is not among GET, and headWithGet is false"));
        assertThat(reasons(table.explain(Requests.asked(request("PUT", "h.io", "/a")), "http")))
                .containsEntry("get", List.of("method PUT is not among GET"));
    }

    @Test
    void moreSpecificHostIsGivenAsTheReason() {
        RouteTable table =
                table(route("any", "/a").priority(9), route("host", "/{*x}").hosts("*.io"));
        assertThat(reasons(table.explain(Requests.asked(request("GET", "h.io", "/a")), "http")))
                .containsEntry("any", List.of("less specific host than host"));
    }

    @Test
    void noRouteAndResponsesAndRefusedRewritesAreSaid() {
        RouteTable table =
                table(route("ok", "/ok").respond(204, ""), route("f", "/f-{x}").rewrite("/{x}", Query.KEEP));
        Explanation none = table.explain(Requests.asked(request("GET", "h", "/nowhere")), "http");
        assertThat(none.winner()).isNull();
        assertThat(none.toText()).contains("404 NO_ROUTE");
        assertThat(table.explain(Requests.asked(request("GET", "h", "/ok")), "http")
                        .toText())
                .contains("respond 204 text/plain");
        Explanation refused = table.explain(Requests.asked(request("GET", "h", "/f-..")), "http");
        assertThat(refused.toText()).contains("400 BAD_REQUEST");
    }

    @Test
    void losersAreBoundedAndTheRestIsCounted() {
        Routes[] routes =
                IntStream.range(0, 50).mapToObj(i -> route("r" + i, "/a")).toArray(Routes[]::new);
        Explanation explanation = table(routes).explain(Requests.asked(request("GET", "h", "/a")), "http");
        assertThat(explanation.losers()).hasSize(20);
        assertThat(explanation.moreLosers()).isEqualTo(29);
        assertThat(explanation.toText()).contains("and 29 more");
    }
}
