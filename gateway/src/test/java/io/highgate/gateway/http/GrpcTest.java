package io.highgate.gateway.http;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GrpcTest {

    private static Headers of(HeaderName name, String value) {
        Headers headers = Headers.empty();
        headers.add(name, value);
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc", "application/grpc+proto", "Application/GRPC;charset=x"})
    void knowsWhoSpeaksIt(String type) {
        assertThat(Grpc.speaks(of(HeaderName.CONTENT_TYPE, type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/grpc-web", "application/grpc-web+proto", "application/grp", "text/plain"})
    void knowsWhoDoesNot(String type) {
        assertThat(Grpc.speaks(of(HeaderName.CONTENT_TYPE, type))).isFalse();
        assertThat(Grpc.speaks(Headers.empty())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1n, 1", "2u, 2000", "3m, 3000000", "4S, 4000000000", "1M, 60000000000", "1H, 3600000000000", "0n, 0"})
    void readsTimeouts(String text, long nanos) {
        assertThat(Grpc.timeout(of(HeaderName.GRPC_TIMEOUT, text))).isEqualTo(nanos);
    }

    @Test
    void aTimeoutOfCenturiesIsAYear() {
        assertThat(Grpc.timeout(of(HeaderName.GRPC_TIMEOUT, "99999999H"))).isEqualTo(365L * 24 * 3600 * 1_000_000_000);
    }

    @Test
    void twoTimeoutsAreNone() {
        Headers headers = of(HeaderName.GRPC_TIMEOUT, "1S");
        headers.add(HeaderName.GRPC_TIMEOUT, "1S");
        assertThat(Grpc.timeout(headers)).isEqualTo(Grpc.MALFORMED);
        assertThat(Grpc.timeout(Headers.empty())).isEqualTo(Grpc.ABSENT);
    }

    @Property
    void aTimeoutThatIsWrittenReadsAsNoMoreAndHardlyLess(
            @ForAll @LongRange(min = 0, max = 31_000_000_000_000_000L) long nanos) {
        String text = Grpc.timeout(nanos);
        assertThat(text).matches("\\d{1,8}[numSMH]");
        assertThat(Grpc.timeout(of(HeaderName.GRPC_TIMEOUT, text)))
                .isLessThanOrEqualTo(nanos)
                .isGreaterThanOrEqualTo(nanos - nanos / 100_000);
    }

    @Test
    void messagesAreEncoded() {
        assertThat(Grpc.message("100% \u00e9\n~")).isEqualTo("100%25 %C3%A9%0A~");
    }
}
