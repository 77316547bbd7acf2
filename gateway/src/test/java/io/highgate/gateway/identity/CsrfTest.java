package io.highgate.gateway.identity;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsrfTest {

    private static RequestHead request(String method, String host, String... fields) {
        Headers headers = Headers.empty();
        byte[] octets = host.getBytes(StandardCharsets.ISO_8859_1);
        int at = headers.append(octets, 0, octets.length);
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(HeaderName.of(fields[i]), fields[i + 1]);
        }
        RequestHead request = new RequestHead(headers);
        request.forget();
        request.method(Method.of(method));
        request.host(at, at + octets.length);
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingIsHarmlessWhoeverHasItDone(String method) {
        assertThat(Csrf.problem(request(method, "gate.test", "Sec-Fetch-Site", "cross-site")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "BREW"})
    void changingNeedsToSayWhereItComesFrom(String method) {
        assertThat(Csrf.problem(request(method, "gate.test"))).contains("Origin or Sec-Fetch-Site");
        assertThat(Csrf.problemOfAnyone(request(method, "gate.test"))).isNull();
    }

    /** Pages of other sites may open WebSockets, and browsers add the cookie. */
    @Test
    void aWebSocketCountsAsAChange() {
        RequestHead request = request("GET", "gate.test", "Origin", "https://evil.test");
        request.asksForWebSocket(true);

        assertThat(Csrf.problem(request)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://gate.test,gate.test",
        "https://GATE.test,gate.test",
        "https://gate.test:443,gate.test",
        "https://gate.test,gate.test:443",
        "http://gate.test,gate.test:80",
        "http://gate.test:8000,gate.test:8000",
        "https://[2001:db8::1]:8443,[2001:db8::1]:8443"
    })
    void thePageOfTheSameHostMay(String origin, String host) {
        assertThat(Csrf.problem(request("POST", host, "Origin", origin))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.test,gate.test",
        "https://gate.test.evil.test,gate.test",
        "https://evilgate.test,gate.test",
        "https://gate.test:8443,gate.test",
        "https://gate.test,gate.test:8443",
        "http://gate.test:443,gate.test",
        "https://gate.test@evil.test,gate.test",
        "null,gate.test",
        "file://gate.test,gate.test",
        "gate.test,gate.test",
        "https:gate.test,gate.test",
        "'https://gate.test https://evil.test',gate.test",
        "'',gate.test"
    })
    void thePageOfAnotherMayNot(String origin, String host) {
        assertThat(Csrf.problem(request("POST", host, "Origin", origin))).contains("another site");
        assertThat(Csrf.problemOfAnyone(request("POST", host, "Origin", origin)))
                .contains("another site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "same-origin, cross-site", "unknown"})
    void whatTheBrowserSaysOfTheSiteWinsOverTheOrigin(String site) {
        assertThat(Csrf.problem(request("POST", "gate.test", "Sec-Fetch-Site", site, "Origin", "https://gate.test")))
                .isNotNull();
    }

    @Test
    void whatIsSaidTwiceIsNotBelieved() {
        assertThat(Csrf.problem(
                        request("POST", "gate.test", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site")))
                .isNotNull();
        assertThat(Csrf.problem(
                        request("POST", "gate.test", "Origin", "https://gate.test", "Origin", "https://evil.test")))
                .isNotNull();
        assertThat(Csrf.problem(request("POST", "gate.test", "Sec-Fetch-Site", "same-origin")))
                .isNull();
        assertThat(Csrf.problem(request("POST", "gate.test", "Sec-Fetch-Site", "none")))
                .isNull();
    }
}
