package io.highgate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of answers that have a Content-Length, one at a time and in pieces. Reads just
 * enough of HTTP/1.1 for the origin of the comparison. Confined to one thread.
 */
final class AnswerReader {

    private static final int LONGEST_HEAD = 8192;
    private static final String LENGTH = "\r\ncontent-length:";

    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private long bodyLeft = -1;
    private int status;

    /** Takes all bytes; true when they complete an answer. More than one answer is an error. */
    boolean read(ByteBuffer bytes) {
        while (bodyLeft < 0 && bytes.hasRemaining()) {
            if (headLength == LONGEST_HEAD) {
                throw new IllegalStateException("a head longer than " + LONGEST_HEAD + " bytes");
            }
            head[headLength++] = bytes.get();
            if (endsHead()) {
                parseHead();
            }
        }
        if (bodyLeft < 0) {
            return false;
        }
        if (bytes.remaining() > bodyLeft) {
            throw new IllegalStateException("bytes after the end of the answer");
        }
        bodyLeft -= bytes.remaining();
        bytes.position(bytes.limit());
        if (bodyLeft > 0) {
            return false;
        }
        headLength = 0;
        bodyLeft = -1;
        return true;
    }

    /** The status of the last complete head. */
    int status() {
        return status;
    }

    private boolean endsHead() {
        int n = headLength;
        return n >= 4 && head[n - 1] == '\n' && head[n - 2] == '\r' && head[n - 3] == '\n' && head[n - 4] == '\r';
    }

    private void parseHead() {
        String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
        if (!text.matches("(?s)HTTP/1\\.1 [2-5]\\d\\d.*")) {
            throw new IllegalStateException(
                    "not a final answer of HTTP/1.1: " + text.lines().findFirst());
        }
        status = Integer.parseInt(text.substring(9, 12));
        int at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IllegalStateException("an answer without Content-Length");
        }
        int from = at + LENGTH.length();
        bodyLeft = Long.parseLong(text.substring(from, text.indexOf('\r', from)).strip());
    }
}
