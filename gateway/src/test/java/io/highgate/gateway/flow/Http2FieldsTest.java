package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What HTTP/2 hands over is checked before it may leave as HTTP/1.1, and nothing of a connection crosses. */
class Http2FieldsTest {

    private final Headers read = Headers.empty();

    private static Http2Headers of(String... namesAndValues) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Test
    void readsRegularFieldsInOrderAndLeavesPseudoFieldsToTheCaller() {
        assertThat(Http2Fields.read(of(":method", "GET", ":path", "/", "accept", "*/*", "x-empty", ""), read))
                .isNull();
        assertThat(read).hasToString("accept: */*\nx-empty: \n");
        assertThat(read.first(HeaderName.ACCEPT)).isEqualTo("*/*");
    }

    /** They left white space at the end of the joined field, which a parser of HTTP/1.1 takes off: found by the fuzzer. */
    @Test
    void leavesEmptyCookieCrumbsOut() {
        assertThat(Http2Fields.read(
                        of("cookie", "", "cookie", "a=1", "cookie", "", "cookie", "b=2", "cookie", ""), read))
                .isNull();
        assertThat(read).hasToString("cookie: a=1; b=2\n");
    }

    @Test
    void joinsCookieCrumbs() {
        assertThat(Http2Fields.read(of("cookie", "a=1", "x", "y", "cookie", "b=2", "cookie", "c=3"), read))
                .isNull();
        assertThat(read).hasToString("cookie: a=1; b=2; c=3\nx: y\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, x",
        "'', x",
        "'a b', x",
        "'a\r\nb', x",
        "'a:', x",
        "ä, x",
        "a, 'x\r\ny: z'",
        "a, 'x\ny'",
        "a, 'x\0'",
        "a, ' x'",
        "a, 'x\t'",
        "connection, close",
        "keep-alive, timeout=5",
        "proxy-connection, x",
        "transfer-encoding, chunked",
        "upgrade, h2c",
        "http2-settings, x",
        "te, gzip",
        "te, 'trailers, gzip'",
        ":unknown, x",
        "content-length, x",
        "content-length, -1",
        "content-length, '1, 1'"
    })
    void saysWhyFieldsAreMalformed(String name, String value) {
        assertThat(Http2Fields.read(of(name, value), read)).isNotBlank();
    }

    @Test
    void refusesTwoLengths() {
        assertThat(Http2Fields.read(of("content-length", "1", "content-length", "1"), read))
                .contains("Content-Length");
    }

    @Test
    void refusesAPseudoFieldBehindARegularOne() {
        Http2Headers asReceived = new DefaultHttp2Headers(false) {
            @Override
            public java.util.Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
                return List.<Map.Entry<CharSequence, CharSequence>>of(
                                Map.entry(AsciiString.of("a"), AsciiString.of("b")),
                                Map.entry(AsciiString.of(":path"), AsciiString.of("/")))
                        .iterator();
            }
        };
        assertThat(Http2Fields.read(asReceived, read)).contains("pseudo");
    }

    @ParameterizedTest
    @ValueSource(strings = {":status", ":path", "connection", "Upper", "transfer-encoding"})
    void refusesInTrailersWhatIsMalformedAnywhere(String name) {
        assertThat(Http2Fields.readTrailers(of(name, "1"), read)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "host", "te", "authorization", "trailer", "x-forwarded-for"})
    void dropsFromTrailersWhatBelongsToAHead(String name) {
        assertThat(Http2Fields.readTrailers(of(name, name.equals("te") ? "trailers" : "1", "kept", "2"), read))
                .isNull();
        assertThat(read).hasToString("kept: 2\n");
    }

    @Test
    void readsTrailers() {
        assertThat(Http2Fields.readTrailers(of("grpc-status", "0"), read)).isNull();
        assertThat(read).hasToString("grpc-status: 0\n");
    }

    @Test
    void writesLowerCaseNamesAndNothingOfAConnection() {
        for (String name : List.of("X-One", "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "X-Gone")) {
            read.add(HeaderName.of(name), "v");
        }
        read.add(HeaderName.TE, "gzip");
        read.add(HeaderName.TE, "trailers");
        read.remove(HeaderName.of("x-gone"));
        assertThat(Http2Fields.write(read)).containsExactly(entry("x-one", "v"), entry("te", "trailers"));
    }

    private static Map.Entry<CharSequence, CharSequence> entry(String name, String value) {
        return Map.entry(AsciiString.of(name), AsciiString.of(value));
    }

    @Test
    void tellsTheLength() {
        assertThat(Http2Fields.contentLength(read)).isEqualTo(-1);
        read.add(HeaderName.CONTENT_LENGTH, "42");
        assertThat(Http2Fields.contentLength(read)).isEqualTo(42);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @Size(max = 20)
                    List<@StringLength(min = 1, max = 12) @AlphaChars @CharRange(from = '0', to = '9') String> names,
            @ForAll @StringLength(max = 40) @CharRange(from = '!', to = '~') String value) {
        Headers from = Headers.empty();
        for (String name : names) {
            from.add(HeaderName.of("x-" + name), value);
        }
        Headers back = Headers.empty();
        assertThat(Http2Fields.read(Http2Fields.write(from), back)).isNull();
        assertThat(back.toString()).isEqualToIgnoringCase(from.toString());
    }
}
