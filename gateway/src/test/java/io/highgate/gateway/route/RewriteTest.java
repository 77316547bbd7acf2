package io.highgate.gateway.route;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.PathRule;
import io.highgate.model.spec.RedirectSpec;
import io.highgate.model.spec.RewriteSpec.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.route.Requests.get;
import static io.highgate.gateway.route.Routes.route;
import static io.highgate.gateway.route.Routes.table;
import static org.assertj.core.api.Assertions.assertThat;

class RewriteTest {

    private static String target(Query rule, String path, String to, String asked) {
        RouteMatch match = new RouteMatch();
        RequestHead head = get(asked);
        assertThat(table(route("r", path).rewrite(to, rule)).match(Requests.asked(head), match))
                .isTrue();
        String problem = match.resolveTarget();
        return problem == null ? match.targetText() : problem;
    }

    @ParameterizedTest
    @CsvSource({
        "KEEP, /a/{x}, /v2/{x}, /a/1, /v2/1",
        "KEEP, /a/{x}, /v2/{x}, /a/1?, /v2/1?",
        "KEEP, /a/{x}, /v2/{x}, /a/1?x=1&y&y, /v2/1?x=1&y&y",
        "KEEP, /a/{x}, /v2?id={x}, /a/1, /v2?id=1",
        "KEEP, /a/{x}, /v2?id={x}, /a/1?q=2&id=3, /v2?id=1&q=2&id=3",
        "KEEP, /a/{x}, /v2?id={x}, /a/1?, /v2?id=1",
        "KEEP, /a/{*x}, /v2/{x}, /a, /v2/",
        "KEEP, /a/{*x}, /v2/{x}, /a/%C3%BC%2F/b, /v2/%C3%BC%2F/b",
        "KEEP, /a/{*x}, {x}, /a, /",
        "KEEP, /a, /v 2/{y}/ü, /a, /v%202/%7By%7D/%C3%BC",
        "DROP, /a/{x}, /v2/{x}, /a/1?q=2, /v2/1",
        "DROP, /a/{x}, /v2?id={x}, /a/1?q=2, /v2?id=1",
        "DROP, /a/{x}, /v2?id={x}, /a/1&admin=1+1, /v2?id=1%26admin=1%2B1",
        "OCELOT_20, /a/{x}, /v2/{x}/, /a/1?x=1&x=2&y=1, /v2/1/?x=2&y=1",
        "OCELOT_20, /a/{x}, /v2/{x}, /a/1?x=1, /v2/1",
        "OCELOT_20, /a/{x}, /v2/{x}, /a/1?X=1&y&y, /v2/1?X=1&y&y",
        "OCELOT_20, /a/{x}, /v2?id={x}, /a/1?id=3&x=1, /v2?id=3&x=1&id=1",
        "OCELOT_20, /a/{x}, /v2?id={x}, /a/1, /v2?id=1",
        "OCELOT_20, /a/{x}, /v2?id={x}, /a/1?, /v2?id=1",
        "OCELOT_20, /a?id={id}, /v2/{id}, /a?id=7, /v2/7",
        "OCELOT_25, /a/{x}, /v2/{x}/, /a/1?X=2&y=1&y=2, /v2/1?y=1&y=2",
        "OCELOT_25, /a/{x}/, /v2/{x}/, /a/1/, /v2/1/",
        "OCELOT_25, /a/{*x}, /{x}, /a, /",
        "OCELOT_25, /a/{x}, /v2?id={x}, /a/1?q=2&id=3&q=4, /v2?id=1&q=2&q=4",
        "OCELOT_25, /a/{x}, /v2?id={x}, /a/1, /v2?id=1",
        "OCELOT_25, /a?{*q}, /v2?{q}, /a, /v2"
    })
    void targetFollowsTheRule(Query rule, String path, String to, String asked, String target) {
        assertThat(target(rule, path, to, asked)).isEqualTo(target);
    }

    @Test
    void captureCannotBreakOutOfItsPart() {
        assertThat(target(Query.DROP, "/a?id={id}", "/u/{id}", "/a?id=x/y?z")).isEqualTo("/u/x%2Fy%3Fz");
        for (String id : new String[] {"..", ".", "..;x", "../admin", "%2e%2e/admin", "..%2fadmin", "%2e%2e%2fadmin"}) {
            assertThat(target(Query.DROP, "/a?id={id}", "/u/{id}", "/a?id=" + id))
                    .as(id)
                    .contains("segment");
        }
        assertThat(target(Query.KEEP, "/f-{x}", "/u/{x}", "/f-..")).contains("segment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/b", "/a/b?", "/a/b?q=1&q=%20"})
    void withoutRewriteTheTargetIsTheRequestsOwn(String asked) {
        RouteMatch match = new RouteMatch();
        RequestHead head = get(asked);
        byte[] before = head.headers().bytes();
        assertThat(table(route("r")).match(Requests.asked(head), match)).isTrue();
        assertThat(match.resolveTarget()).isNull();
        assertThat(match.targetText()).isEqualTo(asked);
        assertThat(head.headers().bytes()).isSameAs(before);
    }

    @Test
    void normalisedPathAndRawQueryGoToTheUpstreamWithoutRewrite() {
        RouteMatch match = new RouteMatch();
        RequestHead head = get("/a/../%62?q=..");
        assertThat(new PathRule(io.highgate.model.spec.ForwardingSpec.EncodedSlashes.KEEP).normalise(head))
                .isNull();
        assertThat(table(route("r")).match(Requests.asked(head), match)).isTrue();
        assertThat(match.resolveTarget()).isNull();
        assertThat(match.targetText()).isEqualTo("/b?q=..");
    }

    private static String location(RedirectSpec spec, String host, String asked) {
        RouteMatch match = new RouteMatch();
        RequestHead head = Requests.request("GET", host, asked);
        assertThat(table(route("r", "/a/{*x}").redirect(spec)).match(Requests.asked(head), match))
                .isTrue();
        return ((Action.Redirect) match.route().action()).location().resolve(match, head, "http");
    }

    @Test
    void redirectKeepsWhatIsLeftOut() {
        assertThat(location(new RedirectSpec(302, null, null, null, "/b/{x}"), "h:81", "/a/1?q"))
                .isEqualTo("http://h:81/b/1?q");
        assertThat(location(new RedirectSpec(302, "https", null, null, null), "h:81", "/a/1"))
                .isEqualTo("https://h/a/1");
        assertThat(location(new RedirectSpec(302, "https", "n.io", 443, null), "[::1]:81", "/a"))
                .isEqualTo("https://n.io/a");
        assertThat(location(new RedirectSpec(302, null, null, 8443, null), "[::1]", "/a"))
                .isEqualTo("http://[::1]:8443/a");
        assertThat(location(new RedirectSpec(302, null, null, null, "{x}"), "h", "/a/evil.com"))
                .isEqualTo("http://h/evil.com");
    }
}
