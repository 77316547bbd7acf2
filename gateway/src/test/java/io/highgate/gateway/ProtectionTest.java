package io.highgate.gateway;

import io.highgate.testkit.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is turned away by address and load, and what browsers are told. */
class ProtectionTest {

    private final Origin origin = Origin.echoing();
    private final RunningGateway gateway = RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            forwarding: {trustedProxies: ["127.0.0.0/8"]}
            overload: {redLight: 80%%}
            addresses: {deny: ["10.0.0.66", "fd00::/64"]}
            routes:
              - {name: all, upstream: origin}
              - name: office
                path: /office
                addresses: {allow: ["10.0.0.0-10.0.0.99"], deny: ["10.0.0.50/31"], status: 401}
                upstream: origin
              - name: exception
                path: /exception
                addresses: {allow: [10.0.0.51], deny: ["10.0.0.50/31"], allowWins: true}
                upstream: origin
              - name: api
                path: "/api/{*x}"
                methods: [GET, PUT]
                cors:
                  origins: ["https://app.example.com", "https://*.partner.example:8443"]
                  headers: [X-One, X-Two]
                  expose: [X-Total]
                  credentials: true
                upstream: origin
                filters:
                  - responseHeaders: {set: {Access-Control-Allow-Origin: "*"}}
                  - secureHeaders: {frames: SAMEORIGIN}
              - {name: public, path: /public, cors: {origins: ["*"], headers: ["*"]}, respond: {body: x}}
            """.formatted(origin.port()));

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private String ask(String first, String... fields) {
        String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return gateway.ask(first + " HTTP/1.1\r\nHost: test\r\n" + lines + "\r\n");
    }

    private String from(String client, String path) {
        return ask("GET " + path, "X-Forwarded-For: " + client);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.66, /x, 403",
        "fd00::1, /x, 403",
        "10.0.0.67, /x, 200",
        "10.0.0.7, /office, 200",
        "10.0.0.66, /office, 403",
        "10.0.0.50, /office, 401",
        "10.0.0.51, /office, 401",
        "10.0.0.100, /office, 401",
        "::1, /office, 401",
        "10.0.0.51, /exception, 200",
        "10.0.0.50, /exception, 403",
        "10.0.0.7, /exception, 403",
    })
    void addressesDecide(String client, String path, int status) {
        String answer = from(client, path);
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status != 200) {
            assertThat(answer).contains("\"code\":\"ADDRESS_REFUSED\"");
        }
    }

    @Test
    void whileTheHostIsBusyOnlyWhatChangesNothingPasses() {
        gateway.cpu(0.8);
        RunningGateway.eventually(() -> ask("POST /x", "Content-Length: 0").startsWith("HTTP/1.1 503"));
        assertThat(ask("POST /x", "Content-Length: 0")).contains("\"code\":\"RED_LIGHT\"", "Retry-After: 1");
        assertThat(ask("DELETE /x")).startsWith("HTTP/1.1 503");
        assertThat(ask("GET /x")).startsWith("HTTP/1.1 200");
        gateway.cpu(0.79);
        RunningGateway.eventually(() -> ask("POST /x", "Content-Length: 0").startsWith("HTTP/1.1 200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com", "https://a.b.partner.example:8443", "HTTPS://App.Example.com"})
    void aPageThatIsLetInMayReadAnswers(String page) {
        String preflight = ask(
                "OPTIONS /api/x",
                "Origin: " + page,
                "Access-Control-Request-Method: PUT",
                "Access-Control-Request-Headers: x-one");
        assertThat(preflight)
                .startsWith("HTTP/1.1 204")
                .contains(
                        "Access-Control-Allow-Origin: " + page,
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: GET, PUT",
                        "Access-Control-Allow-Headers: X-One, X-Two",
                        "Access-Control-Max-Age: 600");
        assertThat(ask("GET /api/x", "Origin: " + page))
                .startsWith("HTTP/1.1 200")
                .containsOnlyOnce("Access-Control-Allow-Origin: ")
                .contains("Access-Control-Allow-Origin: " + page, "Access-Control-Expose-Headers: X-Total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://app.example.com",
                "https://app.example.com.evil.net",
                "https://app.example.com:444",
                "https://partner.example:8443",
                "https://evil.net/.partner.example:8443",
                "null",
            })
    void anotherPageMayNot(String page) {
        String preflight = ask("OPTIONS /api/x", "Origin: " + page, "Access-Control-Request-Method: PUT");
        assertThat(preflight).startsWith("HTTP/1.1 204").doesNotContain("Access-Control-Allow");
        assertThat(ask("GET /api/x", "Origin: " + page))
                .startsWith("HTTP/1.1 200")
                .contains("Vary: Origin")
                .doesNotContain("Access-Control-Allow");
    }

    @Test
    void aRouteCanBeOpenToAllPages() {
        assertThat(ask("GET /public", "Origin: https://any.example"))
                .contains("Access-Control-Allow-Origin: *")
                .doesNotContain("Credentials");
        assertThat(ask(
                        "OPTIONS /public",
                        "Origin: https://any.example",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: x-any"))
                .contains("Access-Control-Allow-Headers: x-any");
    }

    @Test
    void anOrdinaryOptionsRequestIsNoPreflight() {
        assertThat(ask("OPTIONS /x", "Origin: https://app.example.com")).contains("OPTIONS /x HTTP/1.1");
        assertThat(ask("OPTIONS /x", "Origin: https://app.example.com", "Access-Control-Request-Method: GET"))
                .contains("OPTIONS /x HTTP/1.1");
    }

    @Test
    void browsersAreToldToBeCareful() {
        assertThat(ask("GET /api/x"))
                .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: SAMEORIGIN", "Referrer-Policy: ")
                .doesNotContain("Strict-Transport-Security");
    }

    @Test
    void aFailureCanBeReadByThePageToo() {
        origin.close();
        assertThat(ask("GET /api/x", "Origin: https://app.example.com"))
                .startsWith("HTTP/1.1 502")
                .contains("Access-Control-Allow-Origin: https://app.example.com");
    }
}
