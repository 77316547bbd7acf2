package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReaderTest {

    private final RequestHead head = new RequestHead(Headers.empty());
    private final RequestReader reader = new RequestReader(head, HeadReaderTest.LIMITS);

    private Malformed.@Nullable Kind problemOf(String request) {
        ReadResult result = Feed.all(reader::read, request).result();
        assertThat(result).isNotEqualTo(ReadResult.MORE);
        return result == ReadResult.DONE ? null : reader.malformed().kind();
    }

    private static String fields(int octets) {
        StringBuilder fields = new StringBuilder("Host: h\r\n");
        while (octets - fields.length() > 100) {
            fields.append("A: ").append("x".repeat(60)).append("\r\n");
        }
        return fields.append("B: ")
                .append("y".repeat(octets - fields.length() - 2))
                .append("\r\n")
                .toString();
    }

    @ParameterizedTest
    @CsvSource({"64,", "65, FIRST_LINE_TOO_LONG", "66, FIRST_LINE_TOO_LONG", "5000, FIRST_LINE_TOO_LONG"})
    void theTargetMayBeAsLongAsTheLimit(int length, Malformed.@Nullable Kind problem) {
        assertThat(problemOf("GET /" + "x".repeat(length - 1) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(problem);
    }

    /** Cut into octets, a section that just fitted used to be refused. */
    @ParameterizedTest
    @CsvSource({"256,", "257, HEADERS_TOO_LARGE", "258, HEADERS_TOO_LARGE", "2000, HEADERS_TOO_LARGE"})
    void theHeaderSectionMayBeAsLongAsTheLimitInAnyPieces(int length, Malformed.@Nullable Kind problem) {
        String request = "GET / HTTP/1.1\r\n" + fields(length) + "\r\n";
        assertThat(problemOf(request)).isEqualTo(problem);
        List<Integer> everywhere = new ArrayList<>();
        for (int i = 0; i < request.length(); i++) {
            everywhere.add(i);
        }
        head.headers().clear();
        reader.reset(head);
        ReadResult result =
                Feed.pieces(reader::read, Feed.octets(request), everywhere).result();
        assertThat(result).isEqualTo(problem == null ? ReadResult.DONE : ReadResult.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"4,", "5, HEADERS_TOO_LARGE", "6, HEADERS_TOO_LARGE"})
    void thereMayBeAsManyFieldsAsTheLimit(int besideHost, Malformed.@Nullable Kind problem) {
        assertThat(problemOf("GET / HTTP/1.1\r\nHost: h\r\n" + "X:y\r\n".repeat(besideHost) + "\r\n"))
                .isEqualTo(problem);
    }

    @Test
    void aHeadThatNeverEndsIsRefusedBeforeItFillsTheMemory() {
        assertThat(Feed.all(reader::read, "G".repeat(1_000_000)).result()).isEqualTo(ReadResult.MALFORMED);
        head.headers().clear();
        reader.reset(head);
        assertThat(Feed.all(reader::read, "GET / HTTP/1.1\r\n" + "A".repeat(1_000_000))
                        .result())
                .isEqualTo(ReadResult.MALFORMED);
        assertThat(head.headers().bytes()).hasSizeLessThan(8 * 1024);
    }

    /** The CR was taken for an empty line, and the octet behind it went with it: XGET became GET. */
    @ParameterizedTest
    @ValueSource(strings = {"\rXGET / HTTP/1.1\r\nHost: h\r\n\r\n", "\r\n\rXGET / HTTP/1.1\r\nHost: h\r\n\r\n"})
    void aBareCarriageReturnInFrontOfTheRequestLineIsNotAnEmptyLine(String request) {
        assertThat(problemOf(request)).isEqualTo(Malformed.Kind.BAD_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({"0,", "4,", "5, BAD_MESSAGE"})
    void aFewEmptyLinesInFrontAreIgnored(int lines, Malformed.@Nullable Kind problem) {
        assertThat(problemOf("\r\n".repeat(lines) + "GET / HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://h/ HTTP/1.0, h",
        "GET HTTPS://h:8/ HTTP/1.0, h:8",
        "GET http://[::1]:80/x?y HTTP/1.0, [::1]:80"
    })
    void anAbsoluteTargetNamesTheHost(String line, String host) {
        assertThat(problemOf(line + "\r\n\r\n")).isNull();
        assertThat(head.hostText()).isEqualTo(host);
    }

    /** Without a Host field, as HTTP/1.0 allows, the target's authority went on unchecked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u@h/",
                "http://h:x/",
                "http://h:99999/",
                "http://[/",
                "http://h,i/",
                "ftp://h/",
                "http:///"
            })
    void anAbsoluteTargetWithABadAuthorityIsRefused(String target) {
        assertThat(problemOf("GET " + target + " HTTP/1.0\r\n\r\n")).isEqualTo(Malformed.Kind.BAD_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "h:80", "h:", "a.b-c_d~e:65535", "127.0.0.1", "[::1]", "[::ffff:1.2.3.4]:1"})
    void aHostFieldIsAName(String host) {
        assertThat(problemOf("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isNull();
        assertThat(head.hostText()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":80", "h:65536", "h:-1", "h/x", "u@h", "h,i", "[]", "[::1", "[::1]x", "h:8:9", "\u00e9"})
    void aHostFieldIsNothingElse(String host) {
        assertThat(problemOf("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isEqualTo(Malformed.Kind.BAD_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 0, 0",
        "content-length:   5  , 5",
        "Content-Length: 000000000000000005, 5",
        "Content-Length: 999999999999999999, 999999999999999999",
        "Transfer-Encoding: ChunkeD, -1",
        "X: y, 0"
    })
    void theFramingIsReadFromOneField(String field, long length) {
        assertThat(problemOf("GET / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n"))
                .isNull();
        assertThat(head.bodyLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length:",
                "Content-Length: 5, 5",
                "Content-Length: 5 5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 1e3",
                "Content-Length: 1000000000000000000",
                "Content-Length: \u00b2",
                "Content-Length: 5\r\ncontent-length: 5",
                "Transfer-Encoding:",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5"
            })
    void anythingThatTwoParsersCouldReadDifferentlyIsRefused(String fields) {
        assertThat(problemOf("GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n\r\n"))
                .isEqualTo(Malformed.Kind.BAD_MESSAGE);
    }
}
