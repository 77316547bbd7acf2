package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyReaderTest {

    private static final long CHUNKED = -1;
    private static final long UNTIL_CLOSE = -2;

    private static String read(long length, byte[] octets, List<Integer> cuts) {
        BodyReader reader = new BodyReader();
        reader.reset(length);
        StringBuilder data = new StringBuilder();
        Feed.Outcome outcome = Feed.pieces(
                in -> reader.read(in, part -> {
                    assertThat(part.isReadable())
                            .as("an empty part would end chunks")
                            .isTrue();
                    data.append(part.toString(StandardCharsets.ISO_8859_1));
                    part.release();
                }),
                octets,
                cuts);
        return switch (outcome.result()) {
            case MORE -> "more " + data;
            case MALFORMED -> reader.malformed().kind() + " " + data;
            case DONE -> "done " + data + "|" + text(reader.trailers()) + "|" + outcome.left();
        };
    }

    private static String text(@Nullable Headers trailers) {
        return trailers == null ? "" : trailers.toString();
    }

    private static String chunks(String octets) {
        return read(CHUNKED, Feed.octets(octets), List.of());
    }

    @Provide
    Arbitrary<byte[]> octets() {
        return Hostile.bodies();
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Hostile.cuts();
    }

    @Property(tries = 5000)
    void aChunkedBodyIsTheSameInAnyPieces(@ForAll("octets") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
        assertThat(read(CHUNKED, octets, cuts)).isEqualTo(read(CHUNKED, octets, List.of()));
    }

    @Property
    void aBodyOfFixedLengthTakesExactlyThat(
            @ForAll("octets") byte[] octets,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(max = 80) int length) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        String expected = length > octets.length
                ? "more " + text
                : "done " + text.substring(0, length) + "||" + text.substring(length);
        assertThat(read(length, octets, cuts)).isEqualTo(expected);
    }

    @Property
    void aBodyUntilTheEndTakesAll(@ForAll("octets") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
        assertThat(read(UNTIL_CLOSE, octets, cuts))
                .isEqualTo("more " + new String(octets, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "'0rnrnGET', 'done ||GET'",
        "'5rnhellorn0rnrn', 'done hello||'",
        "'00005rnhellorn000rnrn', 'done hello||'",
        "'5;a=b;crnhellorn0;zrnrn', 'done hello||'",
        "'5 rnhellorn0\trnrn', 'done hello||'",
        "'Arn0123456789rnarn0123456789rn0rnrn', 'done 01234567890123456789||'"
    })
    void readsWhatTheGrammarAllows(String octets, String expected) {
        assertThat(chunks(octets.replace("rn", "\r\n"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rn",
                "grn",
                "-1rn",
                "+1rn",
                "0x5rn",
                " 5rn",
                ";rn",
                "5\nhello",
                "5\rhello",
                "5rnhello0rnrn",
                "5rnhelloworldrn",
                "5rnhello\n0rnrn",
                "5rnhello\r0rnrn",
                "5;a\u0000brn",
                "5;a\nbrn",
                "ffffffffffffffffrn",
                "10000000000000000rn",
                "0rnX : yrnrn",
                "0rn Xrnrn",
                "0rnX: y\nrn"
            })
    void refusesWhatItDoesNot(String octets) {
        assertThat(chunks(octets.replace("rn", "\r\n"))).startsWith("BAD_MESSAGE ");
    }

    @Test
    void theLargestSizeIsReadWithoutOverflow() {
        assertThat(chunks("fffffffffffffff\r\nabc")).isEqualTo("more abc");
    }

    @ParameterizedTest
    @CsvSource({"64, more ", "65, BAD_MESSAGE "})
    void zerosInFrontOfASizeAreBounded(int zeros, String expected) {
        assertThat(chunks("0".repeat(zeros))).isEqualTo(expected.stripTrailing() + " ");
    }

    @Test
    void extensionsAndTrailersAreBounded() {
        assertThat(chunks("1;" + "x".repeat(20_000))).startsWith("BAD_MESSAGE");
        assertThat(chunks("1;y\r\nz\r\n".repeat(10) + "0\r\nA: " + "x".repeat(20_000)))
                .startsWith("HEADERS_TOO_LARGE");
        assertThat(chunks("0\r\n" + "A: b\r\n".repeat(101) + "\r\n")).startsWith("HEADERS_TOO_LARGE");
        assertThat(chunks("1;x\r\ny\r\n".repeat(17_000))).startsWith("more ");
        assertThat(chunks("1;xx\r\ny\r\n".repeat(17_000))).startsWith("BAD_MESSAGE");
    }

    /** The extensions of all chunks were added up: a stream that signs its chunks ended after 200 of them. */
    @Test
    void aLongStreamMayHaveAnExtensionInEveryChunk() {
        String chunk = "400;chunk-signature=" + "a".repeat(64) + "\r\n" + "d".repeat(1024) + "\r\n";
        assertThat(chunks(chunk.repeat(1000) + "0\r\n\r\n")).startsWith("done ");
    }

    @Test
    void trailersAreHandedOut() {
        assertThat(chunks("0\r\nX-Sum:  7 \r\nY:\r\n\r\nrest")).isEqualTo("done |X-Sum: 7\nY: \n|rest");
    }

    /** They used to be refused, or handed on: an origin that merges trailers would have believed them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5",
                "transfer-encoding: chunked",
                "Host: other",
                "X-Forwarded-For: 192.0.2.1",
                "x-forwarded-anything: 1",
                "Forwarded: for=192.0.2.1",
                "Cookie: a=b",
                "Set-Cookie: a=b",
                "AUTHORIZATION: Basic x",
                "Proxy-Authorization: Basic x",
                "Content-Type: text/html",
                "Connection: X-Sum",
                "TE: trailers",
                "Trailer: X-Sum",
                "If-Match: 1",
                "X-Request-ID: 1",
                "X-Highgate-Reason: 1"
            })
    void whatHasNoBusinessInATrailerIsDropped(String field) {
        assertThat(chunks("0\r\nX-Sum: 7\r\n" + field + "\r\nContent-Digest: d\r\n\r\nrest"))
                .isEqualTo("done |X-Sum: 7\nContent-Digest: d\n|rest");
        assertThat(chunks("0\r\n" + field + "\r\n\r\nrest")).isEqualTo("done ||rest");
    }
}
