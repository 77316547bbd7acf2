package io.highgate.gateway.route;

import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.MatchSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.highgate.gateway.route.Requests.get;
import static io.highgate.gateway.route.Requests.request;
import static io.highgate.gateway.route.Routes.route;
import static io.highgate.gateway.route.Routes.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouteTableTest {

    private static String find(RouteTable table, RequestHead head) {
        RouteMatch match = new RouteMatch();
        return table.match(Requests.asked(head), match) ? match.route().name() : "none";
    }

    private static Map<String, String> captures(RouteTable table, RequestHead head) {
        RouteMatch match = new RouteMatch();
        return table.match(Requests.asked(head), match) ? match.captures() : Map.of("no", "match");
    }

    @Test
    void exactPathWinsOverLongerLiteralsAndTheseOverSegmentsAndRestAndExpressionsAndNone() {
        RouteTable table = table(
                route("none"),
                route("regex", "~/a/b.*"),
                route("rest", "/a/{*x}"),
                route("one", "/a/{x}"),
                route("longer", "/a/b{x}"),
                route("exact", "/a/bc"));
        assertThat(find(table, get("/a/bc"))).isEqualTo("exact");
        assertThat(find(table, get("/a/bd"))).isEqualTo("longer");
        assertThat(find(table, get("/a/x"))).isEqualTo("one");
        assertThat(find(table, get("/a/x/y"))).isEqualTo("rest");
        assertThat(find(table, get("/a"))).isEqualTo("rest");
        assertThat(find(table, get("/b"))).isEqualTo("none");
        assertThat(find(table(route("none"), route("regex", "~/a/b.*")), get("/a/b/c")))
                .isEqualTo("regex");
    }

    @Test
    void higherPriorityWinsOverTheMoreSpecificPathButNotOverTheMoreSpecificHost() {
        RouteTable table = table(
                route("exact", "/a"),
                route("urgent", "/{*x}").priority(9),
                route("host", "/{*x}").hosts("h.io"));
        assertThat(find(table, get("/a"))).isEqualTo("urgent");
        assertThat(find(table, request("GET", "h.io", "/a"))).isEqualTo("host");
    }

    @Test
    void prioritisedExpressionIsTriedThoughAPathMatches() {
        RouteTable table = table(
                route("exact", "/a/7"), route("regex", "~/a/(?<id>[0-9]+)").priority(1));
        assertThat(find(table, get("/a/7"))).isEqualTo("regex");
        assertThat(captures(table, get("/a/7"))).containsEntry("id", "7");
        assertThat(find(table, get("/a/x"))).isEqualTo("none");
    }

    @Test
    void lessSpecificHostIsAskedWhenNoRouteOfTheMoreSpecificMatches() {
        RouteTable table = table(
                route("any", "/x"),
                route("io", "/y").hosts("*.io"),
                route("b", "/z").hosts("*.b.io"),
                route("exact", "/w").hosts("A.b.io"));
        for (String host : new String[] {"a.b.io", "A.B.IO:8000", "a.b.io."}) {
            assertThat(find(table, request("GET", host, "/w"))).as(host).isEqualTo("exact");
            assertThat(find(table, request("GET", host, "/z"))).as(host).isEqualTo("b");
            assertThat(find(table, request("GET", host, "/y"))).as(host).isEqualTo("io");
            assertThat(find(table, request("GET", host, "/x"))).as(host).isEqualTo("any");
        }
        assertThat(find(table, request("GET", "b.io", "/z"))).isEqualTo("none");
        assertThat(find(table, request("GET", "xb.io", "/z"))).isEqualTo("none");
        assertThat(find(table, request("GET", "", "/w"))).isEqualTo("none");
        assertThat(find(table, request("GET", ".io", "/y"))).isEqualTo("none");
        RouteTable six = table(route("six").hosts("[::1]"));
        assertThat(find(six, request("GET", "[::1]:80", "/"))).isEqualTo("six");
        assertThat(find(six, request("GET", "[::1]", "/"))).isEqualTo("six");
        assertThat(find(six, request("GET", "[::2]", "/"))).isEqualTo("none");
    }

    @Test
    void restMayBeMissingWithItsSlashOrNeedsACharacter() {
        RouteTable star = table(route("r", "/a/{*x}"));
        assertThat(captures(star, get("/a"))).containsEntry("x", "");
        assertThat(captures(star, get("/a/"))).containsEntry("x", "");
        assertThat(captures(star, get("/a/b/c"))).containsEntry("x", "b/c");
        assertThat(find(star, get("/ab"))).isEqualTo("none");
        RouteTable plus = table(route("r", "/a/{+x}"));
        assertThat(find(plus, get("/a"))).isEqualTo("none");
        assertThat(find(plus, get("/a/"))).isEqualTo("none");
        assertThat(captures(plus, get("/a/b/"))).containsEntry("x", "b/");
    }

    @Test
    void restInTheMiddleIsBoundedByWhatFollows() {
        RouteTable table = table(route("r", "/a/{*x}/c-{y}/end"));
        assertThat(captures(table, get("/a/1/2/c-3/end")))
                .containsEntry("x", "1/2")
                .containsEntry("y", "3");
        assertThat(captures(table, get("/a/c-3/end"))).containsEntry("x", "").containsEntry("y", "3");
        assertThat(find(table, get("/a/c-/end"))).isEqualTo("none");
        assertThat(find(table, get("/a/1/end"))).isEqualTo("none");
        assertThat(find(table, get("/a"))).isEqualTo("none");
        RouteTable inside = table(route("r", "/p{a}-{+x}.{ext}"));
        assertThat(captures(inside, get("/p1-2/3.4.gz")))
                .containsEntry("a", "1")
                .containsEntry("x", "2/3")
                .containsEntry("ext", "4.gz");
        assertThat(find(inside, get("/p1-.gz"))).isEqualTo("none");
        assertThat(find(inside, get("/p1/2-3.gz"))).isEqualTo("none");
    }

    @Test
    void trailingSlashAndLetterCaseMatterUnlessDeclaredOtherwise() {
        RouteTable table = table(
                route("a", "/a"),
                route("slash", "/a/"),
                route("b", "/B/{x}/é".replace("é", "%c3%a9")).anyCase());
        assertThat(find(table, get("/a"))).isEqualTo("a");
        assertThat(find(table, get("/a/"))).isEqualTo("slash");
        assertThat(find(table, get("/A"))).isEqualTo("none");
        assertThat(find(table, get("/b/Xy/%C3%A9"))).isEqualTo("b");
        assertThat(captures(table, get("/b/Xy/%C3%A9"))).containsEntry("x", "Xy");
    }

    @Test
    void literalsAreComparedInTheirNormalForm() {
        RouteTable table = table(route("r", "/%7euser/a%2fb"));
        assertThat(find(table, get("/~user/a%2Fb"))).isEqualTo("r");
        assertThat(find(table, get("/~user/a/b"))).isEqualTo("none");
    }

    @Test
    void queryPartOfATemplateMatchesTheRawQuery() {
        RouteTable table = table(route("id", "/a?id={id}&x={*r}"), route("rest", "/b?{*r}"), route("a", "/a"));
        assertThat(captures(table, get("/a?id=7&x="))).containsEntry("id", "7").containsEntry("r", "");
        assertThat(find(table, get("/a?x=1&id=7"))).isEqualTo("a");
        assertThat(find(table, get("/a"))).isEqualTo("a");
        assertThat(find(table, get("/b"))).isEqualTo("rest");
        assertThat(captures(table, get("/b?q=1&q=2"))).containsEntry("r", "q=1&q=2");
    }

    @Test
    void headGoesToTheRouteThatNamesItElseToGet() {
        RouteTable table = table(
                route("get", "/a", "/b").methods("GET").header("X", null),
                route("head", "/a").methods("HEAD"));
        Map<String, String> x = Map.of("X", "1");
        assertThat(find(table, request("HEAD", "h", "/a", x))).isEqualTo("head");
        assertThat(find(table, request("HEAD", "h", "/b", x))).isEqualTo("get");
        assertThat(find(table, request("GET", "h", "/a", x))).isEqualTo("get");
        assertThat(find(table, request("GET", "h", "/a"))).isEqualTo("none");
        assertThat(find(table, request("POST", "h", "/a", x))).isEqualTo("none");
    }

    @Test
    void headPassesARouteThatKeepsItsGetToItself() {
        RouteTable table = table(
                route("get", "/a", "/b").methods("GET").withoutHead(),
                route("named", "/b").methods("HEAD", "GET").withoutHead().priority(-1),
                route("any", "/{x}").withoutHead());
        assertThat(find(table, request("GET", "h", "/a"))).isEqualTo("get");
        assertThat(find(table, request("HEAD", "h", "/a"))).isEqualTo("any");
        assertThat(find(table, request("HEAD", "h", "/b"))).isEqualTo("any");
        assertThat(find(table, request("HEAD", "h", "/c/d"))).isEqualTo("none");
    }

    @Test
    void namedMethodsThenMoreHeadersThenMoreParametersThenOrderDecide() {
        RouteTable table = table(
                route("plain", "/a"),
                route("plain2", "/a"),
                route("q", "/a").query(new MatchSpec("q", null, null, false)),
                route("h", "/a").header("X", "1"),
                route("h2", "/a").header("X", "1").header("Y", null),
                route("m", "/a").methods("PUT"));
        Map<String, String> both = Map.of("x", "1", "y", "");
        assertThat(find(table, get("/a"))).isEqualTo("plain");
        assertThat(find(table, get("/a?q"))).isEqualTo("q");
        assertThat(find(table, request("GET", "h", "/a?q", Map.of("x", "1")))).isEqualTo("h");
        assertThat(find(table, request("GET", "h", "/a?q", both))).isEqualTo("h2");
        assertThat(find(table, request("PUT", "h", "/a?q", both))).isEqualTo("m");
    }

    @Test
    void conditionsCompareDecodedParametersAndCanBeTurnedRound() {
        RouteTable table = table(
                route("value", "/v").query(new MatchSpec("a b", "ü", null, false)),
                route("regex", "/r").header(new MatchSpec("X", null, "v[0-9]+", false)),
                route("not", "/n").query(new MatchSpec("q", "1", null, true)));
        assertThat(find(table, get("/v?x&a+b=%C3%BC"))).isEqualTo("value");
        assertThat(find(table, get("/v?a%20b=%c3%bc"))).isEqualTo("value");
        assertThat(find(table, get("/v?a+b=u"))).isEqualTo("none");
        assertThat(find(table, get("/v"))).isEqualTo("none");
        assertThat(find(table, request("GET", "h", "/r", Map.of("x", "v12")))).isEqualTo("regex");
        assertThat(find(table, request("GET", "h", "/r", Map.of("x", "v12x")))).isEqualTo("none");
        assertThat(find(table, get("/n?q=2"))).isEqualTo("not");
        assertThat(find(table, get("/n?q=2&q=1"))).isEqualTo("none");
    }

    @Test
    void asteriskMatchesOnlyRoutesForEveryPath() {
        assertThat(find(table(route("rest", "/{*x}")), request("OPTIONS", "h", "*")))
                .isEqualTo("none");
        assertThat(find(table(route("every")), request("OPTIONS", "h", "*"))).isEqualTo("every");
    }

    @Test
    void matchServesOneRequestAfterAnotherAndForgetsThePreviousOne() {
        RouteTable table = table(route("r", "/a/{x}"));
        RouteMatch match = new RouteMatch();
        assertThat(table.match(Requests.asked(get("/a/1")), match)).isTrue();
        assertThat(match.capture("x")).isEqualTo("1");
        assertThat(match.capture("y")).isNull();
        assertThat(table.match(Requests.asked(get("/b")), match)).isFalse();
        assertThatThrownBy(match::route).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pathsOfManySegmentsVisitNoMoreThanTheConfigurationHas() {
        // One template for each choice of literal and capture: the worst tree there is.
        Routes[] routes = new Routes[256];
        for (int i = 0; i < routes.length; i++) {
            StringBuilder path = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                path.append((i >> bit & 1) == 0 ? "/a" : "/{c" + bit + "}");
            }
            routes[i] = route("r" + i, path + "/end");
        }
        RouteTable table = table(routes);
        assertThat(find(table, get("/a".repeat(8) + "/end"))).isEqualTo("r0");
        assertThat(find(table, get("/a".repeat(10_000)))).isEqualTo("none");
        assertThat(find(table(route("r", "/{a}-{b}-{c}/x")), get("/" + "-".repeat(100_000))))
                .isEqualTo("none");
    }
}
