package io.highgate.gateway;

import io.highgate.testkit.Origin;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the upstream is told about its client, and what it is not told. */
@Timeout(30)
class IntroductionTest {

    private static final String TRUST_ALL = "forwarding: {trustedProxies: [127.0.0.0/8, 10.0.0.0/8]%s}\n";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** Sends a request with these fields and returns the head that the origin received. */
    private static String seenWith(String settings, String... fields) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), settings)) {
            String request = "GET / HTTP/1.1\r\nHost: shop.test:81\r\n" + String.join("\r\n", fields)
                    + (fields.length == 0 ? "" : "\r\n") + "\r\n";
            String answer = gateway.ask(request);
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static List<String> values(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ": ";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    @Test
    void tellsAddressSchemeHostAndPortOfTheClient() {
        String seen = seenWith("");
        assertThat(values(seen, "X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(values(seen, "X-Forwarded-Proto")).containsExactly("http");
        assertThat(values(seen, "X-Forwarded-Host")).containsExactly("shop.test:81");
        assertThat(values(seen, "X-Forwarded-Port")).singleElement().asString().containsOnlyDigits();
        assertThat(values(seen, "Via")).containsExactly("1.1 highgate");
        assertThat(values(seen, "Forwarded")).isEmpty();
    }

    /** With our own fields turned off, those of an untrusted client used to go through. */
    @ParameterizedTest
    @ValueSource(strings = {"", "forwarding: {xForwarded: false}\n", "forwarding: {trustedProxies: [10.0.0.0/8]}\n"})
    void whatAnUntrustedPeerSaysAboutItselfIsDropped(String settings) {
        String seen = seenWith(
                settings,
                "X-Forwarded-For: 6.6.6.6",
                "x-forwarded-for: 7.7.7.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Port: 666",
                "Forwarded: for=6.6.6.6");
        assertThat(seen)
                .doesNotContain("6.6.6.6")
                .doesNotContain("7.7.7.7")
                .doesNotContain("https")
                .doesNotContain("evil")
                .doesNotContain(": 666"); // a port of this machine may have these digits
    }

    @Test
    void whatATrustedProxySaysIsKeptAndAddedTo() {
        String seen = seenWith(
                TRUST_ALL.formatted(", forwarded: true, via: edge"),
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: public.test",
                "X-Forwarded-Port: 443",
                "Forwarded: for=6.6.6.6",
                "Via: 2 other");
        assertThat(String.join(", ", values(seen, "X-Forwarded-For"))).isEqualTo("6.6.6.6, 10.0.0.1, 127.0.0.1");
        assertThat(values(seen, "X-Forwarded-Proto")).containsExactly("https");
        assertThat(values(seen, "X-Forwarded-Host")).containsExactly("public.test");
        assertThat(values(seen, "X-Forwarded-Port")).containsExactly("443");
        assertThat(values(seen, "Forwarded"))
                .containsExactly("for=6.6.6.6, for=127.0.0.1;proto=http;host=\"shop.test:81\"");
        assertThat(values(seen, "Via")).containsExactly("2 other, 1.1 edge");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.6.6.6 | 6.6.6.6",
                "1.1.1.1, 6.6.6.6 | 6.6.6.6",
                "1.1.1.1, 6.6.6.6, 10.1.2.3 | 6.6.6.6",
                "10.1.2.3 | 10.1.2.3",
                "1.1.1.1, unknown | 127.0.0.1",
                "1.1.1.1, evil.test, 10.1.2.3 | 10.1.2.3",
                "2001:db8::1 | 2001:db8::1",
                ", , | 127.0.0.1",
                "6.6.6.6:80 | 127.0.0.1",
                "999.1.1.1 | 127.0.0.1"
            })
    void theClientIsTheRightMostAddressThatNoTrustedProxyHas(String forwardedFor, String client) {
        String filter = "filters: [{requestHeaders: {set: {X-Client: '{client_ip}'}}}]\n";
        String seen = seenWith(TRUST_ALL.formatted("") + filter, "X-Forwarded-For: " + forwardedFor);
        assertThat(values(seen, "X-Client")).containsExactly(client);
    }

    @Test
    void aUsableRequestIdIsKept() {
        assertThat(values(seenWith("", "X-Request-ID: a-b_c.1"), "X-Request-ID"))
                .containsExactly("a-b_c.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>", "\"", "\u00e9", ""})
    void anUnusableRequestIdIsReplaced(String id) {
        assertThat(values(seenWith("", "X-Request-ID: " + id), "X-Request-ID"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{32}");
    }

    @Test
    void aLongOrDoubledRequestIdIsReplacedByOne() {
        assertThat(values(seenWith("", "X-Request-ID: " + "x".repeat(129)), "X-Request-ID"))
                .singleElement()
                .asString()
                .hasSize(32);
        assertThat(values(seenWith("", "X-Request-ID: a", "X-Request-ID: b"), "X-Request-ID"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TRACE, "01" + "-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"})
    void aValidTraceparentIsKept(String parent) {
        assertThat(values(seenWith("", "traceparent: " + parent), "traceparent"))
                .containsExactly(parent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                "00-0af7651916cd43dd8448eb211c80319cb7ad6b7169203331-01-"
            })
    void anInvalidTraceparentIsReplaced(String parent) {
        assertThat(values(seenWith("", "traceparent: " + parent), "traceparent"))
                .singleElement()
                .asString()
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .isNotEqualTo(parent);
    }

    /** With trace context turned off, such a field used to break the connection of whoever sent it. */
    @Test
    void aBrokenTraceparentDoesNotBreakAFilterThatNamesTheTrace() {
        String filter = "filters: [{requestHeaders: {set: {X-Trace: 't={trace_id}'}}}]\n";
        String off = "forwarding: {traceContext: false}\n" + filter;
        assertThat(values(seenWith(off, "traceparent: x"), "X-Trace")).hasSize(1);
        assertThat(values(seenWith(filter, "traceparent: " + TRACE), "X-Trace"))
                .containsExactly("t=0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void nothingIsToldThatIsTurnedOff() {
        String seen = seenWith(
                "forwarding: {xForwarded: false, forwarded: false, via: 'off', requestId: false, traceContext: false}\n");
        assertThat(seen.lines().filter(line -> !line.isEmpty())).hasSize(2);
    }

    @Test
    void fieldsOfThisHopEndHere() {
        String seen = seenWith(
                "",
                "Connection: keep-alive, X-Private, host, content-length",
                "Connection: ,X-Other ,\"bad\"",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "TE: gzip",
                "Upgrade: h2c",
                "X-Private: 1",
                "x-other: 2",
                "X-Public: 3");
        assertThat(seen)
                .contains("X-Public: 3\r\n")
                .containsIgnoringCase("\r\nHost: ")
                .doesNotContainIgnoringCase("connection:")
                .doesNotContainIgnoringCase("keep-alive")
                .doesNotContainIgnoringCase("\r\nte:")
                .doesNotContainIgnoringCase("upgrade")
                .doesNotContainIgnoringCase("x-private")
                .doesNotContainIgnoringCase("x-other");
    }

    @Test
    void fieldsOfTheUpstreamsHopEndHereToo() {
        String early = "HTTP/1.1 103 Early Hints\r\nConnection: X-Early\r\nX-Early: 1\r\nLink: a\r\n\r\n";
        String last =
                "HTTP/1.1 200 OK\r\nConnection: X-Private\r\nX-Private: 1\r\nKeep-Alive: timeout=5\r\nUpgrade: h2c\r\n";
        String answer = early + last + "X-Public: 3\r\nContent-Length: 2\r\n\r\nok";
        try (Origin origin = Origin.answering(answer);
                RunningGateway gateway = RunningGateway.before(origin.port());
                var client = gateway.connect()) {
            String hints = client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").readHead();
            assertThat(hints)
                    .startsWith("HTTP/1.1 103 ")
                    .contains("Link: a\r\n")
                    .doesNotContain("X-Early");
            assertThat(client.readAnswer())
                    .contains("X-Public: 3\r\n")
                    .doesNotContain("X-Private")
                    .doesNotContain("Keep-Alive")
                    .doesNotContain("Upgrade")
                    .doesNotContain("Connection");
        }
    }

    @Test
    void theHostIsTheEndpointsUnlessTheClientsIsPreserved() {
        try (Origin origin = Origin.echoing();
                RunningGateway own = RunningGateway.before(origin.port());
                RunningGateway preserving = RunningGateway.of("""
                    upstreams: {origin: {endpoints: ["127.0.0.1:%d"], preserveHost: true}}
                    routes: [{name: all, upstream: origin}]
                    """.formatted(origin.port()))) {
            assertThat(own.get("/")).contains("\r\nHost: 127.0.0.1:" + origin.port() + "\r\n");
            assertThat(preserving.get("/")).contains("\r\nHost: test\r\n");
            assertThat(preserving.ask("GET http://other:8/ HTTP/1.1\r\nHost: test\r\n\r\n"))
                    .contains("\r\nHost: other:8\r\n");
            assertThat(preserving.ask("GET / HTTP/1.0\r\n\r\n"))
                    .contains("\r\nHost: 127.0.0.1:" + origin.port() + "\r\n");
        }
    }
}
