package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What browsers do not escape in a URL is routed, explained and forwarded as what it stands for. */
@Timeout(30)
class LooseTargetTest {

    private static final String YAML = """
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            routes:
              - {name: bar, path: '/a|b', upstream: origin}
              - {name: query, path: /q, query: [{name: x, value: 'c|d'}], upstream: origin}
            """;

    private static Http2Wire ask(Wire wire, String path) {
        return Http2Wire.client(wire)
                .headers(1, true, ":method", "GET", ":scheme", "http", ":path", path, ":authority", "t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a|b", "/a%7Cb", "/a%7cb", "/x/..//a|b"})
    void aRouteFindsAPathInEitherForm(String path) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(YAML.formatted(origin.port()))) {
            assertThat(gateway.get(path)).contains("\r\n\r\nGET /a%7Cb HTTP/1.1\r\n");
            String url = URLEncoder.encode(path, StandardCharsets.US_ASCII);
            assertThat(gateway.manage("GET", "/-/explain?url=" + url))
                    .startsWith("HTTP/1.1 200 ")
                    .containsPattern("\"winner\" ?: ?\\{\"route\" ?: ?\"bar\"");
        }
    }

    @Test
    void aQueryMeansTheSameInEitherForm() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(YAML.formatted(origin.port()))) {
            assertThat(gateway.get("/q?x=c|d")).contains("GET /q?x=c%7Cd HTTP/1.1\r\n");
            assertThat(gateway.get("/q?x=c%7cd")).contains("GET /q?x=c%7cd HTTP/1.1\r\n");
            assertThat(gateway.get("/q?x=c\\d")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void itIsSoOverHttp2() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(YAML.formatted(origin.port()));
                Wire wire = gateway.connect()) {
            Http2Wire client = ask(wire, "/a|b?{\\}");
            assertThat(client.next(Http2Wire.HEADERS).field(":status")).isEqualTo("200");
            assertThat(client.next(Http2Wire.DATA).text()).startsWith("GET /a%7Cb?%7B%5C%7D HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\\b", "/a|\\..\\b", "/|\"", "/?<", "/?|>", "/|#", "/| ", "/|\u0000", "/|\u00e9"})
    void whatNoBrowserSendsIsRefusedOverHttp2Too(String path) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(YAML.formatted(origin.port()));
                Wire wire = gateway.connect()) {
            assertThat(ask(wire, path).next(Http2Wire.HEADERS).field(":status")).isEqualTo("400");
            assertThat(origin.connections()).isZero();
        }
    }
}
