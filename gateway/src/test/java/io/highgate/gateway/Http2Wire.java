package io.highgate.gateway;

import io.highgate.testkit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP/2 client that sends frames octet by octet, well-formed or not. Header sections are written
 * as literals without indexing; those that come are kept as they are, only the status is looked for.
 */
final class Http2Wire implements Closeable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final int PROTOCOL_ERROR = 1;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Wire wire;

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload) {

        /** The status of a response, by its place in the static table or spelled out; 0 if there is none. */
        int status() {
            int first = payload.length == 0 ? 0 : payload[0] & 0xff;
            if (type != HEADERS || first == 0) {
                return 0;
            }
            int[] indexed = {200, 204, 206, 304, 400, 404, 500};
            if (first >= 0x88 && first <= 0x8e) {
                return indexed[first - 0x88];
            }
            String text = new String(payload, StandardCharsets.ISO_8859_1);
            return Integer.parseInt(text.substring(2, 5));
        }

        /** The error code of a RST_STREAM or GOAWAY frame. */
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }

        boolean ends() {
            return (flags & END_STREAM) != 0;
        }

        String text() {
            return new String(payload, StandardCharsets.ISO_8859_1);
        }
    }

    private Http2Wire(Wire wire) {
        this.wire = wire;
    }

    /** Connects, and sends what every client begins with. */
    static Http2Wire to(int port) {
        Http2Wire opened = new Http2Wire(Wire.to(port));
        opened.wire.send(PREFACE);
        return opened.frame(SETTINGS, 0, 0);
    }

    Http2Wire frame(int type, int flags, int stream, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload);
        wire.send(frame.array());
        return this;
    }

    Http2Wire frame(int type, int flags, int stream, int number) {
        return frame(type, flags, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    /** A header section: names and values in turn. */
    Http2Wire headers(int stream, boolean ends, String... fields) {
        return frame(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(fields));
    }

    Http2Wire get(int stream, String path, String... more) {
        return request(stream, true, "GET", path, more);
    }

    Http2Wire request(int stream, boolean ends, String method, String path, String... more) {
        List<String> fields =
                new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path, ":authority", "test"));
        fields.addAll(List.of(more));
        return headers(stream, ends, fields.toArray(String[]::new));
    }

    Http2Wire data(int stream, boolean ends, String octets) {
        return frame(DATA, ends ? END_STREAM : 0, stream, octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream to, String text) {
        int length = text.length();
        if (length < 127) {
            to.write(length);
        } else {
            to.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                to.write(rest & 127 | 128);
            }
            to.write(rest);
        }
        to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next frame, whatever it is. */
    Frame read() {
        byte[] head = wire.read(9).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer in = ByteBuffer.wrap(head);
        int first = in.getInt();
        int flags = in.get();
        int stream = in.getInt();
        byte[] payload = wire.read(first >>> 8).getBytes(StandardCharsets.ISO_8859_1);
        return new Frame(first & 0xff, flags, stream, payload);
    }

    /** The next frame of that type; what comes before it is left out. */
    Frame await(int type) {
        Frame frame = read();
        while (frame.type() != type || type == SETTINGS && frame.flags() != 0) {
            frame = read();
        }
        return frame;
    }

    /** The rest of a stream's body; what other streams bring meanwhile is left out. */
    String body(int stream) {
        StringBuilder text = new StringBuilder();
        while (true) {
            Frame frame = await(DATA);
            if (frame.stream() == stream) {
                text.append(frame.text());
                if (frame.ends()) {
                    return text.toString();
                }
            }
        }
    }

    boolean isEnded() {
        return wire.isEnded();
    }

    @Override
    public void close() {
        wire.close();
    }
}
