package io.highgate.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One end of an HTTP/2 connection, frame by frame: it sends whatever a test likes and answers
 * nothing by itself but SETTINGS and PING, so that every misbehaviour can be played. Confined to one
 * thread at a time.
 */
public final class Http2Wire implements Closeable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    public static final int PROTOCOL_ERROR = 1;
    public static final int ENHANCE_YOUR_CALM = 11;

    public static final int MAX_STREAMS = 3;
    public static final int INITIAL_WINDOW = 4;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Wire wire;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    private Http2Wire(Wire wire) {
        this.wire = wire;
    }

    /** A frame as it came; {@code headers} is empty but for HEADERS. */
    public record Frame(int type, int flags, int stream, byte[] payload, Http2Headers headers) {

        public boolean ends() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        public boolean isAck() {
            return (flags & ACK) != 0;
        }

        /** The value of a header field, or an empty text. */
        public String field(String name) {
            CharSequence value = headers.get(name);
            return value == null ? "" : value.toString();
        }

        public String text() {
            return new String(payload, StandardCharsets.ISO_8859_1);
        }

        /** The status of a response, 0 if there is none. */
        public int status() {
            return field(":status").isEmpty() ? 0 : Integer.parseInt(field(":status"));
        }

        /** The code of a RST_STREAM or GOAWAY frame. */
        public int error() {
            return number(type == GOAWAY ? 4 : 0);
        }

        /** A number of 32 bits in the payload: an error code or a stream. */
        public int number(int at) {
            return Unpooled.wrappedBuffer(payload).getInt(at);
        }
    }

    /** The server's end: reads the client's preface and sends its own settings, as pairs of id and value. */
    public static Http2Wire server(Wire wire, int... settings) {
        String preface = wire.read(PREFACE.length());
        if (!preface.equals(PREFACE)) {
            throw new AssertionError("not the preface of HTTP/2: " + preface);
        }
        return new Http2Wire(wire).settings(settings);
    }

    /** The client's end: sends the preface and its settings, as pairs of id and value. */
    public static Http2Wire client(Wire wire, int... settings) {
        wire.send(PREFACE);
        return new Http2Wire(wire).settings(settings);
    }

    /** A client of a port of this machine. */
    public static Http2Wire to(int port) {
        return client(Wire.to(port));
    }

    public Wire wire() {
        return wire;
    }

    /** Reads the next frame, whatever it is. */
    public Frame read() {
        byte[] head = wire.read(9).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuf in = Unpooled.wrappedBuffer(head);
        int length = in.readMedium();
        int type = in.readByte();
        int flags = in.readByte();
        int stream = in.readInt();
        byte[] payload = wire.read(length).getBytes(StandardCharsets.ISO_8859_1);
        return new Frame(
                type, flags, stream, payload, type == HEADERS ? decode(stream, payload) : new DefaultHttp2Headers());
    }

    private Http2Headers decode(int stream, byte[] payload) {
        try {
            return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Reads up to the next frame of that type; acknowledges SETTINGS and PING on the way. */
    public Frame next(int type) {
        Frame frame = read();
        while (frame.type() != type) {
            acknowledge(frame);
            frame = read();
        }
        return frame;
    }

    /** Reads the next HEADERS or DATA; acknowledges SETTINGS and PING on the way. */
    public Frame nextOfMessage() {
        Frame frame = read();
        while (frame.type() != HEADERS && frame.type() != DATA) {
            acknowledge(frame);
            frame = read();
        }
        return frame;
    }

    private void acknowledge(Frame frame) {
        if (frame.type() == SETTINGS && !frame.isAck()) {
            send(SETTINGS, ACK, 0, new byte[0]);
        } else if (frame.type() == PING && !frame.isAck()) {
            send(PING, ACK, 0, frame.payload());
        }
    }

    /** Sends a frame as it is told to. */
    public Http2Wire send(int type, int flags, int stream, byte... payload) {
        ByteBuf out = Unpooled.buffer(9 + payload.length);
        out.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        wire.send(Arrays.copyOf(out.array(), out.writerIndex()));
        return this;
    }

    public Http2Wire settings(int... idsAndValues) {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < idsAndValues.length; i += 2) {
            out.writeShort(idsAndValues[i]).writeInt(idsAndValues[i + 1]);
        }
        return send(SETTINGS, 0, 0, octets(out));
    }

    /** Sends a header section, of pairs of name and value, in one frame. */
    public Http2Wire headers(int stream, boolean last, String... namesAndValues) {
        return send(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(namesAndValues));
    }

    public Http2Wire get(int stream, String path, String... more) {
        return request(stream, true, "GET", path, more);
    }

    /** Sends the head of a request to the host "test". */
    public Http2Wire request(int stream, boolean last, String method, String path, String... more) {
        List<String> fields =
                new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path, ":authority", "test"));
        fields.addAll(List.of(more));
        return headers(stream, last, fields.toArray(String[]::new));
    }

    /** Fields in the order they are given, well-formed or not: literals without indexing (RFC 7541 section 6.2.2). */
    public static byte[] block(String... namesAndValues) {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.writeByte(0);
            literal(out, namesAndValues[i]);
            literal(out, namesAndValues[i + 1]);
        }
        return octets(out);
    }

    private static void literal(ByteBuf out, String text) {
        int rest = text.length() - 127;
        out.writeByte(Math.min(text.length(), 127));
        for (; rest >= 128; rest >>= 7) {
            out.writeByte(rest & 127 | 128);
        }
        if (rest >= 0) {
            out.writeByte(rest);
        }
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the rest of a stream's body; what other streams bring meanwhile is left out. */
    public String body(int stream) {
        StringBuilder text = new StringBuilder();
        while (true) {
            Frame frame = next(DATA);
            if (frame.stream() == stream) {
                text.append(frame.text());
                if (frame.ends()) {
                    return text.toString();
                }
            }
        }
    }

    public Http2Wire data(int stream, boolean last, String text) {
        return send(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** RST_STREAM, or WINDOW_UPDATE: a frame that is one number. */
    public Http2Wire number(int type, int stream, int number) {
        return send(type, 0, stream, octets(Unpooled.buffer().writeInt(number)));
    }

    public Http2Wire goAway(int lastStream, int error) {
        return send(GOAWAY, 0, 0, octets(Unpooled.buffer().writeInt(lastStream).writeInt(error)));
    }

    @Override
    public void close() {
        wire.close();
    }

    private static byte[] octets(ByteBuf from) {
        return Arrays.copyOf(from.array(), from.writerIndex());
    }
}
