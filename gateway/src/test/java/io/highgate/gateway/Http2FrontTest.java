package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients that speak HTTP/2 get: the JDK's own client, and frames written by hand. */
class Http2FrontTest {

    private static HttpResponse<String> ask(HttpClient client, RunningGateway gateway, HttpRequest.Builder request)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/a?b=c");
        return client.send(request.uri(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void a_client_that_asks_for_http_2_goes_on_in_it() throws Exception {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> first = ask(client, gateway, HttpRequest.newBuilder());
            HttpResponse<String> second =
                    ask(client, gateway, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("hello")));

            assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(first.body()).startsWith("GET /a?b=c HTTP/1.1\r\n").contains("Via: 1.1 highgate\r\n");
            assertThat(first.body().toLowerCase(java.util.Locale.ROOT)).doesNotContain("http2-settings", "upgrade");
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(second.body())
                    .startsWith("POST /a?b=c")
                    .contains("Via: 2 highgate\r\n")
                    .endsWith("hello");
        }
    }

    @Test
    void settings_that_are_no_settings_leave_the_client_in_http_1() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            for (String settings : new String[] {"AAMAAABk!", "AAM", "AAT_____"}) {
                String answer = gateway.ask("GET / HTTP/1.1\r\nHost: test\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: " + settings + "\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 200 OK").doesNotContain("HTTP2-Settings");
            }
        }
    }

    @Test
    void a_request_by_prior_knowledge_reaches_the_origin_as_http_1() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/x?y", "cookie", "a=1", "cookie", "b=2", "te", "trailers", "x-empty", "");

            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(200);
            assertThat(client.body(1))
                    .startsWith("GET /x?y HTTP/1.1\r\nHost: ")
                    .contains("cookie: a=1; b=2\r\n", "x-empty: \r\n", "X-Forwarded-Host: test\r\n")
                    .doesNotContain("te: trailers", "Transfer-Encoding", ":authority");
        }
    }

    @Test
    void many_streams_are_answered_each_with_its_own() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            for (int stream = 1; stream < 100; stream += 2) {
                client.get(stream, "/" + stream);
            }
            int answered = 0;
            while (answered < 50) {
                Http2Wire.Frame frame = client.next(Http2Wire.DATA);
                assertThat(frame.text()).startsWith("GET /" + frame.stream() + " HTTP/1.1");
                answered++;
            }
            assertThat(origin.connections()).isLessThanOrEqualTo(50);
        }
    }

    @Test
    void a_body_without_a_length_goes_in_chunks_and_one_with_it_by_length() {
        try (Origin origin = Origin.scripted(wire -> {
                    String head = wire.readHead();
                    String body = head.contains("Transfer-Encoding: chunked")
                            ? wire.readThrough("0\r\n\r\n")
                            : wire.read(io.highgate.testkit.Wire.contentLength(head));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n"
                            + body);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "POST", "/").data(1, false, "abc").data(1, true, "de");
            assertThat(client.body(1)).isEqualTo("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            client.request(3, false, "POST", "/", "content-length", "5")
                    .data(3, false, "abc")
                    .data(3, true, "de");
            assertThat(client.body(3)).isEqualTo("abcde");
        }
    }

    @Test
    void bodies_larger_than_every_window_stream_both_ways() throws Exception {
        int octets = 20 * 1024 * 1024;
        try (Origin origin = Origin.scripted(wire -> {
                    String head = wire.readHead();
                    wire.read(io.highgate.testkit.Wire.contentLength(head));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + octets + "\r\n\r\n");
                    wire.send(new byte[octets]);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + gateway.port() + "/");
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()); // upgrades
            HttpRequest upload = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[octets]))
                    .build();
            HttpResponse<InputStream> answer = client.send(upload, BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(count(answer.body())).isEqualTo(octets);
        }
    }

    private static long count(InputStream in) throws IOException {
        return in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    @Test
    void a_client_that_does_not_open_its_window_stops_the_upstream_only() {
        try (Origin origin =
                        Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/");
            int got = 0;
            while (got < 65_535) {
                got += client.next(Http2Wire.DATA).payload().length;
            }
            assertThat(got).isEqualTo(65_535);
            client.send(Http2Wire.PING, 0, 0, new byte[8]);
            assertThat(client.next(Http2Wire.PING).flags()).isEqualTo(1);
            client.number(Http2Wire.WINDOW_UPDATE, 0, 1_000_000).number(Http2Wire.WINDOW_UPDATE, 1, 1_000_000);
            while (got < 200_000) {
                got += client.next(Http2Wire.DATA).payload().length;
            }
            assertThat(got).isEqualTo(200_000);
        }
    }

    @Test
    void trailers_go_on_and_those_that_would_go_round_the_head_do_not() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    String chunks = wire.readThrough("\r\n\r\n");
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + chunks.length() + "\r\n\r\n" + chunks);
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "POST", "/")
                    .data(1, false, "a")
                    .headers(1, true, "x-sum", "1", "x-forwarded-for", "6.6.6.6", "authorization", "no");
            assertThat(client.body(1)).isEqualTo("1\r\na\r\n0\r\nx-sum: 1\r\n\r\n");
        }
    }

    @Test
    void a_client_that_takes_its_request_back_takes_it_back_from_the_origin() {
        try (Origin origin = Origin.scripted(wire -> {
                    wire.readHead();
                    assertThat(wire.isEnded()).isTrue();
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/");
            RunningGateway.eventually(() -> origin.connections() == 1);
            client.number(Http2Wire.RST_STREAM, 1, 8);
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("CLIENT_GONE"));
        }
    }

    @Test
    void an_answer_that_breaks_off_resets_its_stream_and_no_other() {
        try (Origin origin = Origin.scripted(wire -> {
                    String head = wire.readHead();
                    if (head.startsWith("GET /broken")) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    } else {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    }
                });
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/broken");
            assertThat(client.next(Http2Wire.RST_STREAM).stream()).isEqualTo(1);
            client.get(3, "/");
            assertThat(client.body(3)).isEqualTo("ok");
        }
    }

    @Test
    void a_draining_gateway_serves_what_crosses_with_its_farewell() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/1");
            client.body(1);
            gateway.manage("POST", "/-/drain");

            Http2Wire.Frame farewell = client.next(Http2Wire.GOAWAY);
            assertThat(farewell.error()).isZero();
            assertThat(farewell.payload()[0]).isEqualTo((byte) 0x7f);
            Http2Wire.Frame ping = client.next(Http2Wire.PING);
            client.send(Http2Wire.PING, 1, 0, ping.payload());
            Http2Wire.Frame last = client.next(Http2Wire.GOAWAY);
            assertThat(last.payload()[3]).isEqualTo((byte) 1);
            assertThat(client.wire().isEnded()).isTrue();
        }
    }

    @Test
    void a_client_that_never_answers_the_farewells_ping_is_left_all_the_same() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port(), "limits: {requestsPerConnection: 1}\n");
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.get(1, "/1");
            while (client.read().type() != Http2Wire.GOAWAY) {}
            client.get(3, "/crosses");

            StringBuilder answers = new StringBuilder();
            Http2Wire.Frame frame = client.read();
            while (frame.type() != Http2Wire.GOAWAY) {
                answers.append(frame.type() == Http2Wire.DATA ? frame.text() : "");
                frame = client.read();
            }
            assertThat(answers.toString()).contains("GET /crosses");
            assertThat(frame.number(0)).isEqualTo(3);
            assertThat(client.wire().isEnded()).isTrue();
        }
    }

    @Test
    void a_listener_without_http_2_takes_neither_its_preface_nor_its_upgrade() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(
                        origin.port(), "listeners: [{bind: '127.0.0.1:0', protocols: [http1]}]\n")) {
            assertThat(gateway.ask("""
                            GET / HTTP/1.1\r
                            Host: test\r
                            Connection: Upgrade, HTTP2-Settings\r
                            Upgrade: h2c\r
                            HTTP2-Settings: AAMAAABk\r
                            \r
                            """)).startsWith("HTTP/1.1 200 OK");
            assertThat(gateway.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 505");
        }
    }
}
