package io.highgate.app.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request worth trying on the demo: shown as a curl line, and run by {@code --once}. Immutable.
 *
 * @param shows what it shows, in a few words
 * @param port the port it goes to
 * @param status the status to expect
 * @param holds a text that head or body of the answer must hold
 */
record Trial(String shows, int port, Ask ask, int status, String holds) {

    /** What is asked for. Immutable. */
    record Ask(
            String method,
            String path,
            @Nullable String header,
            @Nullable String body,
            String flags) {

        static Ask get(String path) {
            return new Ask("GET", path, null, null, "");
        }

        Ask withHeader(String line) {
            return new Ask(method, path, line, body, flags);
        }

        Ask with(String curlFlags) {
            return new Ask(method, path, header, body, curlFlags);
        }

        static Ask post(String path, String body) {
            return new Ask("POST", path, null, body, "");
        }
    }

    String url() {
        return "http://localhost:" + port + ask.path();
    }

    String curl() {
        StringBuilder line = new StringBuilder("curl");
        line.append(ask.flags().isEmpty() ? "" : " " + ask.flags());
        line.append(ask.header() == null ? "" : " -H '" + ask.header() + "'");
        line.append(ask.body() == null ? "" : " -d '" + ask.body() + "'");
        boolean quoted = ask.path().contains("?");
        return line.append(quoted ? " '" + url() + "'" : " " + url()).toString();
    }

    /** A request to a cell that no route names. */
    static Trial registered(int traffic) {
        return new Trial(
                "a cell that registered itself",
                traffic,
                Ask.get("/api/v1/stock/tea").withHeader("Authorization: Bearer anybody"),
                200,
                "\"cell\":\"stock\"");
    }

    /** The demo's trials, given its ports. */
    static List<Trial> all(int traffic, int management, int center) {
        return List.of(
                new Trial("a route to a cell", traffic, Ask.get("/orders/42"), 200, "\"instance\":"),
                new Trial("once more: the other instance", traffic, Ask.get("/orders/42"), 200, "\"instance\":"),
                new Trial(
                        "a body goes along",
                        traffic,
                        Ask.post("/orders", "{\"item\":\"tea\"}"),
                        200,
                        "\"bodyBytes\":14"),
                new Trial("the path is rewritten", traffic, Ask.get("/greetings/Ada"), 200, "Hello, Ada!"),
                new Trial(
                        "a header chooses the route",
                        traffic,
                        Ask.get("/greetings/Ada").withHeader("Accept-Language: zh"),
                        200,
                        "你好，Ada！"),
                new Trial(
                        "events, as they happen",
                        traffic,
                        Ask.get("/greetings/events").with("-N"),
                        200,
                        "\"event\":5"),
                registered(traffic),
                new Trial("a redirect", traffic, Ask.get("/hello/Ada").with("-i"), 308, "/greetings/Ada"),
                new Trial(
                        "no route: a code, a reason, an id",
                        traffic,
                        Ask.get("/nowhere").with("-i"),
                        404,
                        "NO_ROUTE"),
                new Trial("health for load balancers", traffic, Ask.get("/health"), 200, "{\"status\":\"up\"}"),
                new Trial("ready for traffic", management, Ask.get("/readyz").with("-i"), 200, ""),
                new Trial("metrics for Prometheus", management, Ask.get("/metrics"), 200, "highgate_"),
                new Trial(
                        "which route wins, and why",
                        management,
                        Ask.get("/-/explain?method=GET&url=/orders/42"),
                        200,
                        "orders"),
                new Trial("what can be asked of the center", center, Ask.get("/docs/"), 200, "html"));
    }
}
