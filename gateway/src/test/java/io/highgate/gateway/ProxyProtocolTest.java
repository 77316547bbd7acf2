package io.highgate.gateway;

import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A PROXY protocol header names the client if a trusted proxy sends it; nothing else is let in. */
@Timeout(30)
class ProxyProtocolTest {

    private static final String GET = "GET /x HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    private static RunningGateway gateway(Origin origin, String trusted) {
        return RunningGateway.of("""
            listeners: [{bind: "127.0.0.1:0", proxyProtocol: required}]
            forwarding: {trustedProxies: [%s]}
            timeouts: {headerRead: 500ms}
            """.formatted(trusted) + RunningGateway.toOrigin(origin.port()));
    }

    private static RunningGateway gateway(Origin origin) {
        return gateway(origin, "127.0.0.1/32");
    }

    private static String refused(String reason, int count) {
        return "highgate_connections_refused_total{listener=\"main\",reason=\"" + reason + "\"} " + count + ".0";
    }

    /** A version 2 header: command, family and protocol, then what follows. */
    private static byte[] v2(int command, int family, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer header = ByteBuffer.allocate(16 + length)
                .put(SIGNATURE)
                .put((byte) (0x20 | command))
                .put((byte) family)
                .putShort((short) length);
        for (byte[] part : parts) {
            header.put(part);
        }
        return header.array();
    }

    private static byte[] ends(String from, String to) {
        byte[] source = InetAddress.ofLiteral(from).getAddress();
        byte[] target = InetAddress.ofLiteral(to).getAddress();
        return ByteBuffer.allocate(source.length + target.length + 4)
                .put(source)
                .put(target)
                .putShort((short) 40000)
                .putShort((short) 443)
                .array();
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 198.51.100.1 40000 443, 192.0.2.7, 443",
        "PROXY TCP6 2001:db8::7 2001:db8::1 40000 8443, 2001:db8:0:0:0:0:0:7, 8443",
    })
    void aHeaderOfVersion1NamesTheClientAndThePortItAsked(String header, String client, String port) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            assertThat(proxy.send(header + "\r\n" + GET).readAnswer())
                    .contains("X-Forwarded-For: " + client + "\r\n")
                    .contains("X-Forwarded-Port: " + port + "\r\n");
            assertThat(proxy.send(GET).readAnswer()).contains("X-Forwarded-For: " + client + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN ffff::1 ffff::2 1 2"})
    void aProxyThatDoesNotKnowItsClientSpeaksForItself(String header) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            assertThat(proxy.send(header + "\r\n" + GET).readAnswer()).contains("X-Forwarded-For: 127.0.0.1\r\n");
        }
    }

    @Test
    void aHeaderOfVersion2NamesTheClientAndItsExtensionsAreSkipped() {
        byte[] extension = {0x04, 0x00, 0x03, 1, 2, 3};
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire four = gateway.connect();
                Wire six = gateway.connect()) {
            four.send(v2(1, 0x11, ends("192.0.2.8", "198.51.100.1"), extension));
            assertThat(four.send(GET).readAnswer())
                    .contains("X-Forwarded-For: 192.0.2.8\r\n")
                    .contains("X-Forwarded-Port: 443\r\n");
            six.send(v2(1, 0x21, ends("2001:db8::8", "2001:db8::1")));
            assertThat(six.send(GET).readAnswer()).contains("X-Forwarded-For: 2001:db8:0:0:0:0:0:8\r\n");
        }
    }

    @Test
    void aProxysOwnConnectionKeepsItsAddress() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire local = gateway.connect();
                Wire unspecified = gateway.connect()) {
            assertThat(local.send(v2(0, 0x00)).send(GET).readAnswer()).contains("X-Forwarded-For: 127.0.0.1\r\n");
            assertThat(unspecified.send(v2(1, 0x00)).send(GET).readAnswer()).contains("X-Forwarded-For: 127.0.0.1\r\n");
        }
    }

    @Test
    void aHeaderThatComesOctetByOctetIsRead() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            for (byte octet : "PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\n".getBytes(StandardCharsets.US_ASCII)) {
                proxy.send(new byte[] {octet});
            }
            assertThat(proxy.send(GET).readAnswer()).contains("X-Forwarded-For: 192.0.2.7\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "PROXY TCP4 192.0.2.7 198.51.100.1 40000\r\n",
                "PROXY TCP4 192.0.2.777 198.51.100.1 40000 443\r\n",
                "PROXY TCP4 2001:db8::7 198.51.100.1 40000 443\r\n",
                "PROXY TCP6 192.0.2.7 198.51.100.1 40000 443\r\n",
                "PROXY TCP4 name.test 198.51.100.1 40000 443\r\n",
                "PROXY TCP4 192.0.2.7 198.51.100.1 40000 70000\r\n",
                "PROXY TCP5 192.0.2.7 198.51.100.1 40000 443\r\n",
                "proxy TCP4 192.0.2.7 198.51.100.1 40000 443\r\n",
            })
    void aMissingOrMalformedHeaderClosesTheConnection(String start) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            assertThat(proxy.send(start).isEnded()).isTrue();
            assertThat(origin.connections()).isZero();
            assertThat(gateway.manage("GET", "/metrics")).contains(refused("proxy_header", 1));
        }
    }

    @Test
    void aHeaderThatIsTooLongClosesTheConnection() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            assertThat(one.send("PROXY UNKNOWN " + "x".repeat(200)).isEnded()).isTrue();
            byte[] padding = new byte[60_000];
            assertThat(two.send(v2(1, 0x11, ends("192.0.2.8", "198.51.100.1"), padding))
                            .isEnded())
                    .isTrue();
            assertThat(gateway.manage("GET", "/metrics")).contains(refused("proxy_header", 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2f1100", "201f000c", "2111000c0102"})
    void aHeaderOfVersion2ThatMakesNoSenseOrIsCutOffIsNotServed(String rest) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            proxy.send(SIGNATURE).send(HexFormat.of().parseHex(rest)).finishSending();
            assertThat(proxy.isEnded()).isTrue();
            assertThat(origin.connections()).isZero();
            assertThat(gateway.manage("GET", "/metrics")).contains("reason=\"proxy_");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 192.0.2.7"})
    void aHeaderThatDoesNotComeInTimeClosesTheConnection(String start) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin);
                Wire proxy = gateway.connect()) {
            assertThat(proxy.send(start).isEnded()).isTrue();
            assertThat(gateway.manage("GET", "/metrics")).contains(refused("proxy_timeout", 1));
        }
    }

    @Test
    void whoIsNoTrustedProxyIsNotListenedTo() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = gateway(origin, "192.0.2.0/24");
                Wire stranger = gateway.connect()) {
            assertThat(stranger.isEnded()).isTrue();
            assertThat(gateway.manage("GET", "/metrics")).contains(refused("proxy_untrusted", 1));
        }
    }

    /** Where no header is required it is not looked for: it is a malformed request. */
    @Test
    void aHeaderThatNobodyAskedForIsARequestThatIsRefused() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Wire proxy = gateway.connect()) {
            proxy.send("PROXY TCP4 192.0.2.7 198.51.100.1 40000 443\r\n" + GET);
            assertThat(proxy.readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }
}
