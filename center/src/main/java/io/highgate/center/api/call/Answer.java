package io.highgate.center.api.call;

import io.highgate.wire.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered. Immutable; the octets are not to be changed. */
public sealed interface Answer {

    int status();

    Map<String, String> headers();

    /** All of it at once. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Answer {}

    /** Piece by piece, for as long as it takes; a stop of the center ends it. */
    record Flow(int status, Map<String, String> headers, Source source) implements Answer {}

    /** What writes a flow; returns when it is complete. */
    @FunctionalInterface
    interface Source {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /** JSON. */
    static Whole json(int status, @Nullable Object value) {
        return text(status, "application/json", Json.write(value) + "\n");
    }

    /** 200 with JSON. */
    static Whole ok(@Nullable Object value) {
        return json(200, value);
    }

    static Whole text(int status, String type, String text) {
        return new Whole(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    /** 204. */
    static Whole nothing() {
        return new Whole(204, Map.of(), new byte[0]);
    }

    /** The same with one more header field. */
    default Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers());
        more.put(name, value);
        return switch (this) {
            case Whole whole -> new Whole(whole.status, more, whole.body);
            case Flow flow -> new Flow(flow.status, more, flow.source);
        };
    }
}
