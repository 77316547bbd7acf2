package io.highgate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader();

    @Test
    void findsTheEndWhereverTheBytesAreCut() {
        String answer = "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-LENGTH: 5\r\n\r\nhello";
        for (int cut = 1; cut < answer.length(); cut++) {
            assertThat(read(answer.substring(0, cut))).isFalse();
            assertThat(read(answer.substring(cut))).isTrue();
            assertThat(reader.status()).isEqualTo(200);
        }
    }

    @Test
    void readsAnAnswerWithoutBody() {
        assertThat(read("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")).isTrue();
        assertThat(reader.status()).isEqualTo(503);
    }

    @Test
    void refusesBytesThatNobodyAskedFor() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"))
                .hasMessageContaining("after the end");
    }

    @Test
    void refusesAnAnswerWhoseEndItCannotKnow() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .hasMessageContaining("without Content-Length");
    }

    @Test
    void refusesWhatIsNotHttp() {
        assertThatThrownBy(() -> read("SSH-2.0-x\r\nContent-Length: 1\r\n\r\n"))
                .hasMessageContaining("not a final answer");
    }

    @Test
    void refusesAHeadWithoutEnd() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nA: " + "a".repeat(9000)))
                .hasMessageContaining("longer than 8192");
    }

    private boolean read(String bytes) {
        return reader.read(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
