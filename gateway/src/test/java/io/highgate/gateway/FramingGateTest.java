package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two parsers could understand differently is refused with its reason, and no origin sees it;
 * what is odd but valid arrives in the one plain form that every parser understands alike.
 */
@Timeout(30)
class FramingGateTest {

    private static final String SMUGGLED = "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static Origin origin;
    private static RunningGateway gateway;

    /** A request that must be refused, with the status and a part of the reason. */
    record Refused(String name, String request, int status, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A request that must pass, what the origin's parser must see first, and the body that it must see. */
    record Passed(String name, String request, String seen, String body) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final Refused[] REFUSED = {
        line("no method", " / HTTP/1.1", "method"),
        line("method with a separator", "G(T / HTTP/1.1", "method"),
        line("method with NUL", "G\0T / HTTP/1.1", "method"),
        line("method with obs-text", "G\u00e9T / HTTP/1.1", "method"),
        line("space in front", " GET / HTTP/1.1", "method"),
        line("tab behind the method", "GET\t/ HTTP/1.1", "method"),
        line("two spaces behind the method", "GET  / HTTP/1.1", "version"),
        line("two spaces behind the target", "GET /  HTTP/1.1", "version"),
        line("space behind the version", "GET / HTTP/1.1 ", "version"),
        line("no version", "GET /", "version"),
        line("lower-case version", "GET / http/1.1", "version"),
        line("version with two digits", "GET / HTTP/1.10", "version"),
        line("version without a dot", "GET / HTTP/11", "version"),
        line("bare CR in the line", "GET /\r HTTP/1.1", "version"),
        line("NUL in the target", "GET /\0 HTTP/1.1", "percent-encoded"),
        line("obs-text in the target", "GET /\u00e9 HTTP/1.1", "percent-encoded"),
        line("fragment", "GET /#a HTTP/1.1", "percent-encoded"),
        line("backslash in the path", "GET /a\\b HTTP/1.1", "backslash"),
        line("backslash in the path, a query behind", "GET /a|\\..\\b?c HTTP/1.1", "backslash"),
        line("quotation mark", "GET /?\" HTTP/1.1", "percent-encoded"),
        line("less than", "GET /?< HTTP/1.1", "percent-encoded"),
        line("greater than behind what browsers send", "GET /|?> HTTP/1.1", "percent-encoded"),
        line("fragment behind what browsers send", "GET /|#a HTTP/1.1", "percent-encoded"),
        line("NUL behind what browsers send", "GET /|\0 HTTP/1.1", "percent-encoded"),
        line("bar in an authority", "GET http://a|b/ HTTP/1.1", "authority"),
        line("backslash in an authority", "GET http://a\\b/ HTTP/1.1", "authority"),
        line("DEL in the target", "GET /\u007f HTTP/1.1", "percent-encoded"),
        line("relative target", "GET a HTTP/1.1", "begin with '/'"),
        line("authority form", "GET h:80 HTTP/1.1", "begin with '/'"),
        line("asterisk for GET", "GET * HTTP/1.1", "OPTIONS only"),
        line("absolute form of another scheme", "GET ftp://h/ HTTP/1.1", "begin with '/'"),
        line("absolute form without authority", "GET http:///a HTTP/1.1", "begin with '/'"),
        line("absolute form with user information", "GET http://u:p@h/ HTTP/1.1", "authority"),
        line("absolute form with a bad port", "GET http://h:1x/ HTTP/1.1", "authority"),
        new Refused("HTTP/2.0 in a line", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505, "HTTP/1.1 and HTTP/1.0"),
        new Refused("HTTP/0.9 in a line", "GET / HTTP/0.9\r\nHost: h\r\n\r\n", 505, "HTTP/1.1 and HTTP/1.0"),
        new Refused("CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", 501, "CONNECT"),
        new Refused("CONNECT to a path", "CONNECT / HTTP/1.1\r\nHost: h\r\n\r\n", 501, "CONNECT"),
        new Refused("LF alone behind the line", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400, "LF alone"),
        new Refused("LF alone behind a field", "GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n", 400, "LF alone"),
        new Refused("LF alone at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", 400, "LF alone"),
        new Refused("LF in front", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "LF alone"),
        new Refused("NUL in front (CVE-2026-50020)", "\0GET / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "method"),
        new Refused("CR in front", "\rGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "method"),
        new Refused("many empty lines", "\r\n".repeat(9) + "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "empty lines"),
        new Refused("folded field in front", "GET / HTTP/1.1\r\n A: b\r\nHost: h\r\n\r\n", 400, "folding"),
        field("obs-fold with a space", "A: b\r\n c", "folding"),
        field("obs-fold with a tab", "A: b\r\n\tc", "folding"),
        field("obs-fold of a coding", "Transfer-Encoding:\r\n chunked", "folding"),
        field("space before the colon", "A : b", "colon"),
        field("tab before the colon", "Transfer-Encoding\t: chunked", "colon"),
        field("no colon", "abc", "not allowed"),
        field("no name", ": b", "not allowed"),
        field("separator in a name", "A(b): c", "not allowed"),
        field("NUL in a name", "A\0: c", "not allowed"),
        field("obs-text in a name", "\u00e9: c", "not allowed"),
        field("NUL in a value", "A: b\0c", "control character"),
        field("bare CR in a value", "A: b\rc", "control character"),
        field("bare CR in front of CRLF", "A: b\r", "control character"),
        field("DEL in a value", "A: \u007f", "control character"),
        field("vertical tab in a value", "A: \u000b", "control character"),
        field("both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked", "both"),
        field("both lengths, the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 0", "both"),
        field("two lengths", "Content-Length: 0\r\nContent-Length: 5", "more than once"),
        field("the same length twice", "Content-Length: 5\r\nContent-Length: 5", "more than once"),
        field("list of lengths", "Content-Length: 5, 5", "decimal"),
        field("signed length", "Content-Length: +5", "decimal"),
        field("negative length", "Content-Length: -1", "decimal"),
        field("empty length", "Content-Length:", "decimal"),
        field("hexadecimal length", "Content-Length: 0x5", "decimal"),
        field("length with a point", "Content-Length: 5.0", "decimal"),
        field("length beyond 64 bits", "Content-Length: 18446744073709551621", "decimal"),
        field("quoted length", "Content-Length: \"5\"", "decimal"),
        field("identity", "Transfer-Encoding: identity", "just 'chunked'"),
        field("gzip and chunked", "Transfer-Encoding: gzip, chunked", "just 'chunked'"),
        field("chunked twice", "Transfer-Encoding: chunked, chunked", "just 'chunked'"),
        field("chunked in two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "just 'chunked'"),
        field("chunked, then nothing", "Transfer-Encoding: chunked,", "just 'chunked'"),
        field("xchunked", "Transfer-Encoding: xchunked", "just 'chunked'"),
        field("quoted chunked", "Transfer-Encoding: \"chunked\"", "just 'chunked'"),
        field("chunked with a parameter", "Transfer-Encoding: chunked;a=b", "just 'chunked'"),
        field("no coding", "Transfer-Encoding:", "just 'chunked'"),
        field("long s in chunked", "Transfer-Encoding: chunke\u017f", "just 'chunked'"),
        field("CVE-2026-42585: chunked, identity", "Transfer-Encoding: chunked, identity", "just 'chunked'"),
        field("CVE-2026-89044: chunked, xchunked", "Transfer-Encoding: chunked, xchunked", "just 'chunked'"),
        new Refused(
                "CVE-2026-42585 with a length",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\nContent-Length: 48\r\n\r\n"
                        + SMUGGLED,
                400,
                "both"),
        new Refused(
                "CVE-2026-42581: a coding in HTTP/1.0",
                "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400,
                "HTTP/1.0"),
        new Refused("no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", 400, "Host is missing"),
        new Refused("absolute form without Host", "GET http://h/ HTTP/1.1\r\nA: b\r\n\r\n", 400, "Host is missing"),
        field("second Host", "Host: h", "Host is given more than once"),
        host("empty Host", ""),
        host("two hosts", "a, b"),
        host("Host with a path", "h/a"),
        host("Host with user information", "u@h"),
        host("Host with a bad port", "h:a"),
        host("Host with two ports", "h:1:2"),
        host("Host with too large a port", "h:65536"),
        host("Host with a space", "a b"),
        host("Host with an empty label", "a..b"),
        host("Host that begins with a dot", ".a"),
        host("Host with obs-text", "\u00e9"),
        host("Host with an address cut off", "[::1"),
        host("Host with too short an address", "[1:2:3]"),
        host("Host with two gaps", "[1::2::3]"),
        host("Host with too long an address", "[1:2:3:4:5:6:7:8:9]"),
        host("Host with a zone", "[fe80::1%25eth0]"),
        host("Host with a bad IPv4 part", "[::1.2.3.256]"),
        expect("another expectation", "200-ok"),
        expect("100-continue and more", "100-continue, a"),
        expect("more and 100-continue", "y 100-continue"),
        expect("100-continue with a parameter", "100-continue;a=b"),
        expect("100-continue twice", "100-continue\r\nExpect: 100-continue"),
        expect("no expectation", ""),
    };

    private static Refused line(String name, String line, String reason) {
        return new Refused(name, line + "\r\nHost: h\r\n\r\n", 400, reason);
    }

    private static Refused field(String name, String field, String reason) {
        return new Refused(name, "POST / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n", 400, reason);
    }

    private static Refused host(String name, String host) {
        return new Refused(name, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400, "Host is not");
    }

    private static Refused expect(String name, String value) {
        String request = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: " + value + "\r\n\r\na";
        return new Refused(name, request, 417, "100-continue only");
    }

    private static final String LOOSE = "GET /a%7C%5E%60%7B%7D?%7C%5E%60%7B%7D%5C HTTP/1.1\r\n";
    private static final String TRAILERS = "\r\nTE: trailers\r\nConnection: TE\r\n\r\n";

    static final Passed[] PASSED = {
        get("empty lines in front", "\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a HTTP/1.1\r\nHost: h\r\n"),
        get("absolute form", "GET http://a/b?c HTTP/1.1\r\nHost: x\r\n\r\n", "GET /b?c HTTP/1.1\r\nHost: a\r\n"),
        get("https, any case", "GET HTTPS://A:8/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: A:8\r\n"),
        get("what browsers leave", "GET /a|^`{}?|^`{}\\ HTTP/1.1\r\nHost: h\r\n\r\n", LOOSE),
        get("the same, absolute", "GET http://h?|\\ HTTP/1.1\r\nHost: h\r\n\r\n", "GET /?%7C%5C HTTP/1.1\r\n"),
        get("hidden dots behind a bar", "GET /|/..//b HTTP/1.1\r\nHost: h\r\n\r\n", "GET /b HTTP/1.1\r\n"),
        get("TE", "GET / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE\r\n\r\n", TRAILERS),
        get("TE with more", "GET / HTTP/1.1\r\nHost: h\r\nTE: gzip;q=1, trailers\r\n\r\n", TRAILERS),
        get("no path", "GET http://a HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"),
        get("no path, a query", "GET http://a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", "GET /?b=c HTTP/1.1\r\nHost: a\r\n"),
        get("OPTIONS of a server", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n"),
        get("the same, absolute", "OPTIONS http://h HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: h\r\n"),
        get("OPTIONS of a path", "OPTIONS http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS / HTTP/1.1\r\nHost: h\r\n"),
        get("unknown method", "M-SEARCH!# /a HTTP/1.1\r\nHost: h\r\n\r\n", "M-SEARCH!# /a HTTP/1.1\r\n"),
        get("lower-case method", "get /a HTTP/1.1\r\nHost: h\r\n\r\n", "get /a HTTP/1.1\r\n"),
        get("HTTP/1.0 without Host", "GET /a HTTP/1.0\r\n\r\n", "GET /a HTTP/1.1\r\nHost: 127.0.0.1"),
        get("HTTP/1.0 with Host", "GET /a HTTP/1.0\r\nHost: h:81\r\n\r\n", "GET /a HTTP/1.1\r\nHost: h:81\r\n"),
        get("a later HTTP/1", "GET /a HTTP/1.7\r\nHost: h\r\n\r\n", "GET /a HTTP/1.1\r\n"),
        get("IPv6 Host", "GET / HTTP/1.1\r\nHost: [1::ffff:1.2.3.4]:80\r\n\r\n", "\r\nHost: [1::ffff:1.2.3.4]:80\r\n"),
        get("Host with a dot at its end", "GET / HTTP/1.1\r\nHost: h.\r\n\r\n", "\r\nHost: h.\r\n"),
        kept("empty value", "A:\r\nB: c", "\r\nA: \r\nB: c\r\n"),
        kept("no space", "A:b", "\r\nA: b\r\n"),
        kept("much white space", "A: \t b c \t ", "\r\nA: b c\r\n"),
        kept("obs-text", "A: \u00e9\u00ff", "\r\nA: \u00e9\u00ff\r\n"),
        kept("any token as a name", "!#$%&'*+-.^_`|~09: x", "\r\n!#$%&'*+-.^_`|~09: x\r\n"),
        kept("very long value", "A: " + "x".repeat(30_000), "\r\nA: " + "x".repeat(30_000) + "\r\n"),
        kept("list for the connection", "Connection: keep-alive, x-a, ,\r\nX-A: 1\r\nX-B: 2", "\r\nX-B: 2\r\n"),
        kept("length 0", "Content-Length: 0", "\r\nContent-Length: 0\r\n"),
        kept("length 0, many digits", "Content-Length: 0000000000000000000000", "\r\nContent-Length: 0\r\n"),
        post(
                "length with zeros",
                "Content-Length: 000000000000000000000002\r\n\r\nab",
                "\r\nContent-Length: 2\r\n",
                "ab"),
        post("chunked, any case", "Transfer-Encoding: CHUNKED\r\n\r\n1\r\na\r\n0\r\n\r\n", "", "1\r\na\r\n0\r\n\r\n"),
        chunks("size with zeros", "0".repeat(60) + "1\r\na\r\n000\r\n\r\n", "1\r\na\r\n0\r\n\r\n"),
        chunks("size in capitals", "A\r\n0123456789\r\n0\r\n\r\n", "a\r\n0123456789\r\n0\r\n\r\n"),
        chunks("extension", "1;a\r\na\r\n0\r\n\r\n", "1\r\na\r\n0\r\n\r\n"),
        chunks("extension with a value", "1 ; a = b;c=d\r\na\r\n0;e\r\n\r\n", "1\r\na\r\n0\r\n\r\n"),
        chunks("quoted extension", "1;a=\"; \\\" \u00e9\"\r\na\r\n0\r\n\r\n", "1\r\na\r\n0\r\n\r\n"),
        chunks("white space behind a size", "1 \t\r\na\r\n0 \r\n\r\n", "1\r\na\r\n0\r\n\r\n"),
        chunks("trailer", "0\r\nA: b\r\nHost: x\r\nC:\r\n\r\n", "0\r\nA: b\r\nC: \r\n\r\n"),
    };

    private static Passed get(String name, String request, String seen) {
        return new Passed(name, request, seen, "");
    }

    private static Passed kept(String name, String field, String seen) {
        return get(name, "GET / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n", seen);
    }

    private static Passed post(String name, String rest, String seen, String body) {
        return new Passed(name, "POST / HTTP/1.1\r\nHost: h\r\n" + rest, seen, body);
    }

    private static Passed chunks(String name, String chunks, String body) {
        return post(name, "Transfer-Encoding: chunked\r\n\r\n" + chunks, "\r\nTransfer-Encoding: chunked\r\n", body);
    }

    @BeforeAll
    static void start() {
        origin = Origin.scripted(FramingGateTest::echo);
        gateway = RunningGateway.of("""
                upstreams: {origin: {endpoints: ["127.0.0.1:%d"], preserveHost: true}}
                routes: [{name: all, upstream: origin}]
                """.formatted(origin.port()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        origin.close();
    }

    /** Answers with all octets of the request. */
    private static void echo(Wire wire) {
        while (true) {
            String head = wire.readHead();
            SEEN.incrementAndGet();
            String seen = head + wire.read(Wire.contentLength(head));
            if (head.contains("\r\nTransfer-Encoding: chunked\r\n")) {
                String end = wire.readThrough("0\r\n");
                String trailer = wire.readThrough("\r\n");
                seen += end + (trailer.equals("\r\n") ? trailer : trailer + wire.readThrough("\r\n\r\n"));
            }
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + seen.length() + "\r\n\r\n" + seen);
        }
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void isRefusedWithItsReasonAndNoOriginSeesIt(Refused refused) {
        int before = SEEN.get();
        try (Wire client = gateway.connect()) {
            String answer = client.send(refused.request()).readToEnd();
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + refused.status() + " ")
                    .contains(refused.reason())
                    .contains("\r\nConnection: close\r\n");
        }
        assertThat(SEEN).hasValue(before);
    }

    @ParameterizedTest
    @FieldSource("PASSED")
    void passesInThePlainForm(Passed passed) {
        String answer = gateway.ask(passed.request());
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        String seen = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(seen).contains(passed.seen()).endsWith("\r\n\r\n" + passed.body());
        assertThat(seen.split("\r\nHost: ", -1)).hasSize(2);
    }
}
