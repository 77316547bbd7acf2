package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An upstream's answer is read as strictly as a request, and never becomes part of another one. */
@Timeout(30)
class UpstreamGateTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String SPLIT = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    /** An answer that must become 502, with a part of the reason. */
    record Refused(String name, String answer, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final Refused[] REFUSED = {
        new Refused("nonsense", "abc\r\n\r\n", "status line"),
        new Refused("an octet, and nothing follows", "x", "status line"),
        new Refused("a greeting without an end", "SSH-2.0", "status line"),
        new Refused("half a protocol", "HTTP/2", "status line"),
        new Refused("HTTP/2 in a line", "HTTP/2 200\r\n\r\n", "status line"),
        new Refused("version without a dot", "HTTP/11 200 OK\r\n\r\n", "status line"),
        new Refused("space in front", " HTTP/1.1 200 OK\r\n\r\n", "status line"),
        new Refused("two spaces", "HTTP/1.1  200 OK\r\n\r\n", "status line"),
        new Refused("two digits", "HTTP/1.1 20\r\n\r\n", "status line"),
        new Refused("four digits", "HTTP/1.1 2000 OK\r\n\r\n", "status line"),
        new Refused("letters", "HTTP/1.1 2OO OK\r\n\r\n", "number"),
        new Refused("status 099", "HTTP/1.1 099 X\r\n\r\n", "between"),
        new Refused("status 600", "HTTP/1.1 600 X\r\n\r\n", "between"),
        new Refused("NUL in the reason", "HTTP/1.1 200 O\0K\r\n\r\n", "reason phrase"),
        new Refused("bare CR in the reason", "HTTP/1.1 200 OK\rA: b\r\n\r\n", "reason phrase"),
        new Refused("LF alone", "HTTP/1.1 200 OK\nA: b\r\n\r\n", "LF alone"),
        new Refused("split by LF", "HTTP/1.1 200 OK\r\nA: b\n\n" + SPLIT, "LF alone"),
        new Refused("split by CR", "HTTP/1.1 200 OK\r\nA: b\rSet-Cookie: c\r\n\r\n", "control character"),
        new Refused("NUL in a value", "HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", "control character"),
        new Refused("folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "folding"),
        new Refused("space before the colon", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "colon"),
        new Refused("no colon", "HTTP/1.1 200 OK\r\nabc\r\n\r\n", "not allowed"),
        new Refused(
                "both lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "both"),
        new Refused(
                "two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "more than once"),
        new Refused("bad length", "HTTP/1.1 200 OK\r\nContent-Length: 1a\r\n\r\n", "decimal"),
        new Refused("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "decimal"),
        new Refused("another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "just 'chunked'"),
        new Refused("coding in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.0"),
        new Refused("bad length of 304", "HTTP/1.1 304 X\r\nContent-Length: x\r\n\r\n", "decimal"),
        new Refused("unasked switch", "HTTP/1.1 101 X\r\nUpgrade: websocket\r\n\r\n", "switched"),
        new Refused("header too large", "HTTP/1.1 200 OK\r\nA: " + "x".repeat(70_000) + "\r\n\r\n", "larger than"),
        new Refused("too many fields", "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(501) + "\r\n", "more than 500"),
        new Refused("long status line", "HTTP/1.1 200 " + "x".repeat(5_000) + "\r\n\r\n", "longer than"),
        new Refused("interim answers without end", "HTTP/1.1 103 X\r\n\r\n".repeat(101) + SPLIT, "interim"),
    };

    @ParameterizedTest
    @FieldSource("REFUSED")
    void isRefusedWithItsReason(Refused refused) {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send(refused.answer());
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            String answer = client.readToEnd();
            assertThat(answer.substring(answer.indexOf("HTTP/1.1 502 ")))
                    .contains("UPSTREAM_MALFORMED")
                    .contains(refused.reason())
                    .doesNotContain("evil");
        }
    }

    /** Each connection answers once as scripted and then, in a second write, sends what nobody asked for. */
    private static Origin sayingMore(String answer, AtomicInteger asked) {
        return Origin.scripted(wire -> {
            while (true) {
                wire.readHead();
                asked.incrementAndGet();
                wire.send(answer + SPLIT);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nContent-Length: 42\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 42\r\n\r\n"
            })
    void whatComesBehindAnAnswerIsNobodys(String answer) {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = sayingMore(answer, asked);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                String head = client.send(GET).readHead();
                assertThat(head).startsWith(answer.substring(0, 12));
                client.read(head.contains("chunked") ? 12 : head.contains(" 304 ") ? 0 : Wire.contentLength(head));
            }
            assertThat(asked).hasValue(5);
            assertThat(origin.connections()).isEqualTo(5);
        }
    }

    /** The body of 204 came a little later, and was the answer to the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 42", "Transfer-Encoding: chunked"})
    void aConnectionIsNotUsedAgainBehindAnAnswerThatAnnouncesABodyInVain(String field) {
        try (Origin origin = Origin.answering("HTTP/1.1 204 No Content\r\n" + field + "\r\n\r\n");
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readHead())
                        .startsWith("HTTP/1.1 204 ")
                        .doesNotContain(field);
            }
            assertThat(origin.connections()).isEqualTo(3);
        }
    }

    @Test
    void theBodyOfAnAnswerToHeadIsNobodys() {
        AtomicInteger asked = new AtomicInteger();
        try (Origin origin = sayingMore("HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n", asked);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").readHead())
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Content-Length: 42\r\n");
            }
            assertThat(origin.connections()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "5\r\nhelloX",
                "5\nhello",
                "\r\n",
                "10000000000000004\r\n",
                "1;a=\"\r\n",
                "0\r\nbad trailer\r\n\r\n"
            })
    void chunksThatAreMalformedCutTheAnswerOff(String chunks) {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n" + chunks);
                    wire.isEnded();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire client = gateway.connect()) {
            assertThat(client.send(GET).readToEnd()).doesNotEndWith("0\r\n\r\n");
        }
    }
}
