package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is spoken with an endpoint over TLS is what the handshake agrees on. */
@Timeout(60)
class Http2TlsUpstreamTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void found() {
        authority = new Authority(folder, "root");
    }

    /** An endpoint that knows the protocol, or no ALPN at all, and says over which one it was asked. */
    private Origin origin(String knows) {
        return Origin.secured(
                authority.context(authority.issue("a", "127.0.0.1")), socket -> offer(socket, knows), wire -> {
                    if (knows.equals("h2")) {
                        Http2Wire http2 = Http2Wire.server(wire);
                        while (true) {
                            Http2Wire.Frame head = http2.next(Http2Wire.HEADERS);
                            String length =
                                    Integer.toString(head.field(":scheme").length());
                            http2.headers(head.stream(), false, ":status", "200", "content-length", length)
                                    .data(head.stream(), true, head.field(":scheme"));
                        }
                    }
                    Origin.echo(wire);
                });
    }

    private static void offer(SSLSocket socket, String protocol) {
        if (!protocol.isEmpty()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
        }
    }

    private RunningGateway before(Origin origin, String protocol) {
        return RunningGateway.of(
                "upstreams: {origin: {endpoints: ['https://127.0.0.1:%d'], protocol: %s, tls: {trust: '%s'}}}\n"
                                .formatted(origin.port(), protocol, authority.file())
                        + "routes: [{name: all, upstream: origin}]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "auto, h2, https",
        "http2, h2, https",
        "auto, http/1.1, GET / HTTP/1.1",
        "auto, '', GET / HTTP/1.1",
        "http1, '', GET / HTTP/1.1"
    })
    void whatBothKnowIsSpokenAndTheConnectionKept(String protocol, String knows, String answer) {
        try (Origin origin = origin(knows);
                RunningGateway gateway = before(origin, protocol);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readAnswer())
                        .startsWith("HTTP/1.1 200 ")
                        .contains(answer);
            }
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void anEndpointThatOnlyKnowsHttp1IsConnectFailedWhereHttp2IsAskedFor() {
        try (Origin origin = origin("");
                RunningGateway gateway = before(origin, "http2")) {
            assertThat(gateway.ask(GET)).startsWith("HTTP/1.1 502 ").contains("CONNECT_FAILED");
        }
    }
}
