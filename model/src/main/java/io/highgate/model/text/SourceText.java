package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file, without a byte order mark, and the name by which problems refer to it.
 * Immutable.
 */
public record SourceText(String source, String text) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Reads a UTF-8 file; null, with the reason reported, if that does not work. */
    public static @Nullable SourceText load(Path file, Problems problems) {
        String source = file.toString();
        byte[] bytes;
        try {
            bytes = bytes(file);
        } catch (IOException e) {
            problems.error(Place.of(source), reason(e));
            return null;
        }
        if (bytes.length > TextLimits.SIZE.bytes()) {
            TextLimits.tooLarge(source, problems);
            return null;
        }
        String text = decode(source, bytes, problems);
        return text == null ? null : new SourceText(source, text);
    }

    /** One byte more than allowed is enough to know; a device or pipe may have no end. */
    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) TextLimits.SIZE.bytes() + 1);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException ignored -> "there is no such file";
            case AccessDeniedException ignored -> "this process may not read it";
            default -> "cannot be read: " + e.getMessage();
        };
    }

    private static @Nullable String decode(String source, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int offset = in.position();
            problems.error(
                    place(source, bytes, offset),
                    "is not UTF-8: byte 0x%02X at offset %d%s; save it as UTF-8"
                            .formatted(bytes[offset] & 0xff, offset, utf16(bytes) ? " (it looks like UTF-16)" : ""));
            return null;
        }
        String text = out.flip().toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean utf16(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        return first == 0xfeff || first == 0xfffe;
    }

    private static Place place(String source, byte[] bytes, int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < offset; i++) {
            boolean newLine = bytes[i] == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new Place(source, line, column, "");
    }
}
