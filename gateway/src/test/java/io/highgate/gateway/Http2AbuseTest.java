package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients that abuse HTTP/2 get (RFC 9113 sections 8.2, 8.3 and 10.5): nothing of it reaches an origin. */
class Http2AbuseTest {

    private static final String[] PLAIN = {":method", "GET", ":scheme", "http", ":path", "/", ":authority", "test"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Upper|a",
                "x bad|a",
                "x:bad|a",
                "|a",
                "x-a|a\r\nX-Injected: b",
                "x-a|a\0b",
                "x-a| a",
                "x-a|a ",
                "connection|close",
                "transfer-encoding|chunked",
                "keep-alive|1",
                "proxy-connection|close",
                "upgrade|h2c",
                "te|gzip",
                "host|other",
                "host|",
                "content-length|5",
                "content-length|x",
                ":path|/again",
                ":unknown|a",
                ":status|200"
            })
    void a_field_that_has_no_place_in_a_request_is_refused(String field) {
        int bar = field.indexOf('|');
        String[] fields = java.util.Arrays.copyOf(PLAIN, PLAIN.length + 2);
        fields[PLAIN.length] = field.substring(0, bar);
        fields[PLAIN.length + 1] = field.substring(bar + 1);
        refused(!field.startsWith("content-length"), fields); // the codec resets those by itself
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":scheme|http|:path|/|:authority|test",
                ":method|GET|:path|/|:authority|test",
                ":method|GET|:scheme|http|:authority|test",
                ":method|GET|:scheme|http|:path||:authority|test",
                ":method|GET|:scheme|http|:path|/",
                ":method|GET|:scheme|http|:path|a|:authority|test",
                ":method|GET|:scheme|http|:path|*|:authority|test",
                ":method|GET|:scheme|http|:path|/a b|:authority|test",
                ":method|GET|:scheme|http|:path|/ HTTP/1.1\r\nX-Injected: a|:authority|test",
                ":method|GET|:scheme|http|:path|/|:authority|a@b",
                ":method|GET|:scheme|http|:path|/|:authority|test\r\nX-Injected: a",
                ":method|GET /x HTTP/1.1\r\n|:scheme|http|:path|/|:authority|test",
                ":method|GET|:scheme|ftp|:path|/|:authority|test",
                "x-early|1|:method|GET|:scheme|http|:path|/|:authority|test"
            })
    void a_request_whose_pseudo_fields_make_no_target_is_refused(String fields) {
        refused(true, fields.split("\\|", -1));
    }

    private static void refused(boolean isTold, String... fields) {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.headers(1, true, fields);
            Http2Wire.Frame frame = client.read();
            boolean told = false;
            while (frame.type() != Http2Wire.RST_STREAM && frame.type() != Http2Wire.GOAWAY) {
                told |= frame.status() == 400;
                frame = client.read();
            }
            assertThat(frame.error()).isEqualTo(Http2Wire.PROTOCOL_ERROR);
            assertThat(told).isEqualTo(isTold);
            assertThat(origin.connections()).isZero();
            client.get(3, "/fine");
            assertThat(client.body(3)).startsWith("GET /fine");
        }
    }

    @Test
    void a_body_that_is_not_as_long_as_was_said_ends_in_a_reset() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "POST", "/", "content-length", "5").data(1, true, "abc");
            assertThat(client.next(Http2Wire.RST_STREAM).error()).isEqualTo(Http2Wire.PROTOCOL_ERROR);
            client.request(3, false, "POST", "/", "content-length", "2").data(3, true, "abc");
            assertThat(client.next(Http2Wire.RST_STREAM).error()).isEqualTo(Http2Wire.PROTOCOL_ERROR);
        }
    }

    @Test
    void a_header_section_that_is_too_large_is_431_and_the_connection_lives_on() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.send(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, Http2Wire.block(PLAIN));
            byte[] large = Http2Wire.block("x-a", "a".repeat(12_000));
            client.send(Http2Wire.CONTINUATION, 0, 1, large)
                    .send(Http2Wire.CONTINUATION, 0, 1, large)
                    .send(Http2Wire.CONTINUATION, Http2Wire.END_HEADERS, 1, large);
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(431);
            client.get(3, "/fine");
            assertThat(client.body(3)).startsWith("GET /fine");
        }
    }

    @Test
    void trailers_that_are_too_large_are_431_and_leave_nothing_behind() {
        try (Origin origin = Origin.scripted(Wire::readToEnd);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.request(1, false, "POST", "/").data(1, false, "abc");
            byte[] large = Http2Wire.block("x-a", "a".repeat(12_000));
            client.send(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, large)
                    .send(Http2Wire.CONTINUATION, 0, 1, large)
                    .send(Http2Wire.CONTINUATION, Http2Wire.END_HEADERS, 1, large);
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(431);
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_in_flight 0"));
        }
    }

    /** What keeps coming beyond any bound is not even decoded, so that the connection cannot live on. */
    @Test
    void a_header_section_that_is_far_too_large_ends_the_connection() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            client.send(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, Http2Wire.block(PLAIN));
            byte[] large = Http2Wire.block("x-a", "a".repeat(16_000));
            try {
                for (int i = 0; i < 20; i++) {
                    client.send(Http2Wire.CONTINUATION, 0, 1, large);
                }
                assertThat(client.next(Http2Wire.GOAWAY).error()).isNotZero();
            } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(SocketException.class);
            }
            assertThat(origin.connections()).isZero();
            RunningGateway.eventually(() -> gateway.manage("GET", "/metrics").contains("highgate_in_flight 0"));
        }
    }

    @Test
    void a_bomb_of_indexed_fields_is_431() {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            java.io.ByteArrayOutputStream block = new java.io.ByteArrayOutputStream();
            block.writeBytes(Http2Wire.block(PLAIN));
            byte[] field = Http2Wire.block("x-bomb", "b".repeat(3_900));
            field[0] = 0x40; // literal with incremental indexing
            block.writeBytes(field);
            for (int i = 0; i < 4_000; i++) {
                block.write(0xbe); // the newest entry of the dynamic table, again
            }
            client.send(Http2Wire.HEADERS, Http2Wire.END_HEADERS | Http2Wire.END_STREAM, 1, block.toByteArray());
            assertThat(client.next(Http2Wire.HEADERS).status()).isEqualTo(431);
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void requests_taken_back_again_and_again_end_the_connection() {
        calmed(client -> (int i) -> client.get(2 * i + 1, "/").number(Http2Wire.RST_STREAM, 2 * i + 1, 8));
    }

    /** CVE-2025-55163: the client makes us reset its streams, so that they do not count as open. */
    @Test
    void streams_that_we_are_made_to_reset_again_and_again_end_the_connection() {
        calmed(client -> (int i) -> client.get(2 * i + 1, "/").number(Http2Wire.WINDOW_UPDATE, 2 * i + 1, 0));
    }

    @Test
    void a_flood_of_pings_ends_the_connection() {
        calmed(client -> (int i) -> client.send(Http2Wire.PING, 0, 0, new byte[8]));
    }

    @Test
    void a_flood_of_settings_ends_the_connection() {
        calmed(client -> (int i) -> client.send(Http2Wire.SETTINGS, 0, 0));
    }

    @Test
    void a_flood_of_empty_data_ends_the_connection() {
        calmed(client -> {
            client.request(1, false, "POST", "/");
            return (int i) -> client.send(Http2Wire.DATA, 0, 1);
        });
    }

    @Test
    void a_flood_of_frames_of_unknown_types_ends_the_connection() {
        calmed(client -> {
            client.request(1, false, "POST", "/");
            return (int i) -> client.send(0x42, 0, 1, new byte[4]);
        });
    }

    @Test
    void a_flood_of_small_continuations_ends_the_connection() {
        calmed(client -> {
            client.send(Http2Wire.HEADERS, 0, 1, Http2Wire.block(PLAIN));
            return (int i) -> client.send(Http2Wire.CONTINUATION, 0, 1, (byte) 0);
        });
    }

    /** Does it again and again until the gateway has had enough; a reset may come before the GOAWAY is read. */
    private static void calmed(Function<Http2Wire, IntConsumer> abuse) {
        try (Origin origin = Origin.scripted(Wire::readToEnd);
                RunningGateway gateway = RunningGateway.before(origin.port());
                Http2Wire client = Http2Wire.to(gateway.port())) {
            IntConsumer once = abuse.apply(client);
            try {
                for (int i = 0; i < 5_000; i++) {
                    once.accept(i);
                }
                assertThat(client.next(Http2Wire.GOAWAY).error()).isEqualTo(Http2Wire.ENHANCE_YOUR_CALM);
            } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(SocketException.class);
            }
            assertThat(gateway.manage("GET", "/livez")).startsWith("HTTP/1.1 200");
        }
    }
}
