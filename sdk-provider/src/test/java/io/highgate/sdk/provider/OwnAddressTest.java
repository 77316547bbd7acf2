package io.highgate.sdk.provider;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The address that a service names when it is told none. */
class OwnAddressTest {

    @Test
    void aCenterOnLoopbackIsReachedFromLoopback() {
        assertThat(OwnAddress.towards(List.of(URI.create("http://127.0.0.1:8005"))))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void aCenterElsewhereIsNotReachedFromLoopback() throws UnknownHostException {
        // TEST-NET-1 (RFC 5737): nothing is sent there. A host without a network has no address towards it.
        String own = OwnAddress.towards(List.of(URI.create("http://192.0.2.1:8005")));

        if (own != null) {
            assertThat(InetAddress.getByName(own).isLoopbackAddress()).isFalse();
            assertThat(OwnAddress.towards(List.of(URI.create("http://127.0.0.1"), URI.create("http://192.0.2.1"))))
                    .isEqualTo(own);
        }
    }

    @Test
    void namesThatDoNotResolveTellNothing() {
        assertThat(OwnAddress.towards(List.of(URI.create("http://no-such-host.invalid"))))
                .isNull();
        assertThat(OwnAddress.towards(List.of())).isNull();
        assertThat(Objects.requireNonNull(OwnAddress.towards(
                        List.of(URI.create("http://no-such-host.invalid"), URI.create("http://127.0.0.1")))))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:80, 10.0.0.1:80",
        "[fd00::1]:80, %5Bfd00::1%5D:80",
        "a/../b, a%2F..%2Fb",
        "a b?c#d, a%20b%3Fc%23d",
        "é, %C3%A9"
    })
    void idsAreOneSegmentOfAPath(String id, String segment) {
        assertThat(CenterCalls.segment(id)).isEqualTo(segment);
    }
}
