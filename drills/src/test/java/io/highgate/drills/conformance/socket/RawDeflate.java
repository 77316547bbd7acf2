package io.highgate.drills.conformance.socket;

import io.highgate.testkit.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compressed messages of a client, one frame each, written and read octet by octet. Stateless. */
final class RawDeflate {

    private static final int FIN_RSV1_TEXT = 0xc1;
    private static final int MASKED = 0x80;

    /** What a sender takes off the end of each message (RFC 7692 section 7.2.1). */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private RawDeflate() {}

    /** Asks for a WebSocket; returns the head of the answer. */
    static String open(Wire wire, String extensions) {
        return wire.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Extensions: " + extensions + "\r\n\r\n")
                .readHead();
    }

    /** A frame with a text, compressed. */
    static byte[] frame(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        byte[] octets = new byte[2 * text.length() + 64];
        int length = deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return frame(java.util.Arrays.copyOf(octets, length - TAIL.length));
    }

    /** A frame that says to be compressed, masked with zeros. */
    static byte[] frame(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FIN_RSV1_TEXT);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else {
            frame.write(MASKED | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** A frame of the server. */
    record Frame(int first, byte[] payload) {

        int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String inflated() {
            Inflater inflater = new Inflater(true);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(payload);
            whole.writeBytes(TAIL);
            inflater.setInput(whole.toByteArray());
            byte[] some = new byte[4_096];
            try {
                for (int n = inflater.inflate(some); n > 0; n = inflater.inflate(some)) {
                    text.write(some, 0, n);
                }
            } catch (DataFormatException e) {
                throw new AssertionError("not deflate: " + e.getMessage(), e);
            } finally {
                inflater.end();
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }

    /** The next frame, which is shorter than 64 KiB and not masked. */
    static Frame read(Wire wire) {
        int first = wire.read(1).charAt(0);
        int length = wire.read(1).charAt(0);
        if (length == 126) {
            String more = wire.read(2);
            length = more.charAt(0) << 8 | more.charAt(1);
        }
        return new Frame(first, wire.read(length).getBytes(StandardCharsets.ISO_8859_1));
    }
}
