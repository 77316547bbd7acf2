package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What routes do themselves: redirects, fixed answers, changes to header fields. */
@Timeout(30)
class RoutedTest {

    @Test
    void redirectsToWhereTheRouteSays() {
        try (RunningGateway gateway = RunningGateway.of("""
                    routes:
                      - {name: old, path: '/old/{*rest}', redirect: {status: 308, path: '/new/{rest}'}}
                      - {name: secure, path: /secure, redirect: {scheme: https, host: safe.test, port: 8443}}
                    """)) {
            assertThat(gateway.get("/old/a/b?c=d"))
                    .startsWith("HTTP/1.1 308 ")
                    .contains("Location: ")
                    .contains("/new/a/b?c=d\r\n");
            assertThat(gateway.get("/secure?x"))
                    .startsWith("HTTP/1.1 302 ")
                    .contains("Location: https://safe.test:8443/secure?x\r\n");
        }
    }

    /** What a client writes into path, query or host never begins a line of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"/old/%0d%0aX-Evil:%201", "/old/a?b=%0d%0aX-Evil:%201", "/old/%250d%250aX-Evil:%201"})
    void aRedirectCannotBeMadeToSmuggleAField(String target) {
        try (RunningGateway gateway =
                RunningGateway.of("routes: [{name: old, path: '/old/{*rest}', redirect: {path: '/new/{rest}'}}]\n")) {
            assertThat(gateway.get(target)).doesNotContain("\nX-Evil");
        }
    }

    @Test
    void respondsWithAFixedAnswer() {
        try (RunningGateway gateway = RunningGateway.of("""
                    routes:
                      - {name: a, path: /a, respond: {status: 418, contentType: application/json, body: '{}'}}
                      - {name: b, path: /b, respond: {status: 204}}
                    """);
                Wire client = gateway.connect()) {
            assertThat(gateway.get("/a"))
                    .startsWith("HTTP/1.1 418 ")
                    .contains("Content-Type: application/json\r\n")
                    .endsWith("\r\n\r\n{}");
            client.send("HEAD /a HTTP/1.1\r\nHost: t\r\n\r\nGET /b HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 418 ").contains("Content-Length: 2\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 204 ").doesNotContain("Content-Length");
        }
    }

    @Test
    void changesHeaderFieldsBothWays() {
        try (Origin origin = Origin.scripted(wire -> {
                    while (true) {
                        String head = wire.readHead();
                        wire.send("HTTP/1.1 200 OK\r\nServer: x\r\nX-Twice: 1\r\nX-Twice: 2\r\nContent-Length: "
                                + head.length() + "\r\n\r\n" + head);
                    }
                });
                RunningGateway gateway = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
                    routes:
                      - name: all
                        path: '/t/{tenant}/x'
                        upstream: origin
                        filters:
                          - requestHeaders: {remove: [Cookie], set: {X-Tenant: '{tenant}'}, addIfAbsent: {Accept: a/b}}
                          - responseHeaders: {remove: [server], add: {X-Added: '{host}'}, set: {X-Twice: once}}
                    """.formatted(origin.port()))) {
            String answer = gateway.ask(
                    "GET /t/acme/x HTTP/1.1\r\nHost: shop\r\nCookie: a\r\nCOOKIE: b\r\nX-Tenant: evil\r\n\r\n");
            assertThat(answer)
                    .contains("X-Tenant: acme\r\n")
                    .contains("Accept: a/b\r\n")
                    .contains("X-Added: shop\r\n")
                    .containsOnlyOnce("X-Twice: ")
                    .contains("X-Twice: once\r\n")
                    .doesNotContain("Server:")
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContain("evil");
        }
    }

    /** A body behind HEAD, 204 or 304 would be taken for the next answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void anAnswerWithoutABodyEndsWithItsHead(String answer) {
        try (Origin origin = Origin.answering(answer);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                String head = client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").readHead();
                assertThat(head).startsWith(answer.substring(0, 12)).doesNotContain("chunked");
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    /** Some origins send the body that a 204 announces: their connection is not used again. */
    @Test
    void anAnswerWithoutContentThatAnnouncesSomeIsTheLastOfItsConnection() {
        try (Origin origin = Origin.answering("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                String head = client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n").readHead();
                assertThat(head).startsWith("HTTP/1.1 204");
            }
            assertThat(origin.connections()).isEqualTo(3);
        }
    }

    @Test
    void anAnswerToHeadHasNoBodyWhateverItsFraming() {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            String head = "HEAD / HTTP/1.1\r\nHost: t\r\n\r\n";
            assertThat(client.send(head).readHead()).startsWith("HTTP/1.1 200");
            assertThat(client.send(head).readHead()).startsWith("HTTP/1.1 200");
        }
    }
}
