package io.highgate.gateway.flow;

import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Smuggling by chunks that other codecs fell for; ours is not theirs, and must not learn it. */
class ChunkedBodyCvesTest {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    private static Feed.Outcome read(String body) {
        BodyReader reader = new BodyReader();
        reader.reset(RequestHead.CHUNKED);
        return Feed.all(in -> reader.read(in, ByteBuf::release), body);
    }

    private static void refuses(String body) {
        assertThat(read(body).result()).isEqualTo(ReadResult.MALFORMED);
    }

    /** CVE-2025-58056: LF alone ended a chunk's line for one parser and was a part of its extension for the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2;\nxx\r\n4c\r\n0\r\n\r\n" + SMUGGLED + "0\r\n\r\n",
                "2;a\nxx\r\n0\r\n\r\n",
                "2;a=b\nxx\r\n0\r\n\r\n",
                "2;a=\"\n\"\r\nxx\r\n0\r\n\r\n",
                "2\nxx\r\n0\r\n\r\n",
                "2\r\nxx\n0\r\n\r\n",
                "2\r\nxx\r\n0\n\r\n",
                "2\r\nxx\r\n0\r\n\n"
            })
    void cve202558056LineFeedAloneEndsNoLineOfAChunk(String body) {
        refuses(body);
    }

    /** CVE-2026-33870: is the CRLF in a quoted extension a part of it, or the line's end? Neither: refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;a=\"\r\nX\r\n0\r\n\r\n" + SMUGGLED + "\"\r\nY\r\n0\r\n\r\n",
                "1;a=\"b\r\n\"\r\nX\r\n0\r\n\r\n",
                "1;a=\"\\\r\n\"\r\nX\r\n0\r\n\r\n",
                "1;a=\"b\\\"\r\nX\r\n0\r\n\r\n"
            })
    void cve202633870AQuotedExtensionIsClosedBeforeItsLineEnds(String body) {
        refuses(body);
    }

    /** CVE-2026-42580: a size beyond 32 (or 64) bits became a small one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000000000000004\r\ntest\r\n0\r\n\r\n" + SMUGGLED,
                "1000000000000000000000004\r\ntest\r\n0\r\n\r\n",
                "ffffffffffffffff\r\ntest\r\n0\r\n\r\n",
                "8000000000000004\r\ntest\r\n0\r\n\r\n"
            })
    void cve202642580ASizeDoesNotWrapAround(String body) {
        refuses(body);
    }

    /** The published request: 2 to the 32nd and four more is a size, but not four. */
    @Test
    void cve202642580ASizeBeyondAnIntIsThatLarge() {
        assertThat(read("100000004\r\ntest\r\n0\r\n\r\n" + SMUGGLED).result()).isEqualTo(ReadResult.MORE);
    }

    @TestFactory
    List<DynamicTest> anExtensionOutsideTheGrammarIsRefused() {
        return List.of(
                        "1;\r\n",
                        "1;;a\r\n",
                        "1;=b\r\n",
                        "1;a=\r\n",
                        "1 a\r\n",
                        "1;a b\r\n",
                        "1;a=b c\r\n",
                        "1;a=\"b\"c\r\n",
                        "1;a=\"\0\"\r\n",
                        "1;\"a\"\r\n",
                        "1,a\r\n",
                        "1;a\r;b\r\n",
                        "1;a=b=c\r\n",
                        "+1\r\n",
                        "-1\r\n",
                        "0x1\r\n",
                        " 1\r\n",
                        "\r\n",
                        "1\u00e9\r\n")
                .stream()
                .map(line -> DynamicTest.dynamicTest("'" + line.strip() + "'", () -> refuses(line + "a\r\n0\r\n\r\n")))
                .toList();
    }
}
