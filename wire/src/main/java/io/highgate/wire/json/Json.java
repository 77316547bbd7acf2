package io.highgate.wire.json;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as plain values: {@code Map<String, Object>} in order, {@code List<Object>}, {@code
 * String}, {@code Long} for whole numbers that fit, {@code Double} for others, {@code Boolean} and null.
 * Stateless.
 */
public final class Json {

    /** Deeper nesting is refused: nothing that is told here needs it, and it could exhaust the stack. */
    public static final int DEPTH = 32;

    private Json() {}

    /**
     * Reads a whole text.
     *
     * @throws JsonException if it is not JSON, is nested deeper than {@link #DEPTH} or names a member twice
     */
    public static @Nullable Object read(String text) throws JsonException {
        return new JsonReader(text).whole();
    }

    /**
     * Writes a value of the kinds that {@link #read} yields, and any other number.
     *
     * @throws IllegalArgumentException for other kinds
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder(128);
        write(value, out);
        return out.toString();
    }

    /** Appends what {@link #write(Object)} returns. */
    public static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof String text) {
            quote(text, out);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            out.append(plain(number));
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof Collection<?> list) {
            array(list, out);
        } else {
            throw new IllegalArgumentException(value.getClass() + " is not written as JSON");
        }
    }

    private static String plain(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(number + " has no spelling in JSON");
        }
        return number.toString();
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            quote(String.valueOf(entry.getKey()), out);
            out.append(':');
            write(entry.getValue(), out);
            before = ",";
        }
        out.append('}');
    }

    private static void array(Collection<?> list, StringBuilder out) {
        out.append('[');
        String before = "";
        for (Object value : list) {
            out.append(before);
            write(value, out);
            before = ",";
        }
        out.append(']');
    }

    /** Appends a text in quotes; surrogates without a partner are escaped, so that the octets are UTF-8. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) && !paired(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
