package io.highgate.wire.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text from its beginning to its end. Confined to one thread. */
final class JsonReader {

    /** The characters of the smallest long, with its sign. */
    private static final int LONGEST_LONG = 20;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object whole() throws JsonException {
        Object value = value(0);
        blank();
        if (at < text.length()) {
            throw wrong("nothing more");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws JsonException {
        if (depth > Json.DEPTH) {
            throw new JsonException("nested deeper than " + Json.DEPTH + " levels at character " + (at + 1));
        }
        blank();
        if (at == text.length()) {
            throw wrong("a value");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) throws JsonException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        if (!ends('}')) {
            do {
                blank();
                if (at == text.length() || text.charAt(at) != '"') {
                    throw wrong("a member's name in quotes");
                }
                String name = string();
                blank();
                expect(':');
                Object value = value(depth + 1);
                if (members.containsKey(name)) {
                    throw new JsonException("'" + name + "' is there twice, again before character " + (at + 1));
                }
                members.put(name, value);
            } while (goesOn('}'));
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) throws JsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        if (!ends(']')) {
            do {
                elements.add(value(depth + 1));
            } while (goesOn(']'));
        }
        return elements;
    }

    /** Whether what was just begun is empty; then it is behind it. */
    private boolean ends(char end) {
        blank();
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean goesOn(char end) throws JsonException {
        blank();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private void expect(char c) throws JsonException {
        if (at == text.length() || text.charAt(at) != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private @Nullable Object word(String word, @Nullable Object meaning) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return meaning;
    }

    private String string() throws JsonException {
        int begin = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(begin, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(begin, at));
        while (true) {
            if (at == text.length() || text.charAt(at) < ' ') {
                throw wrong("'\"' at the end of a text");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws JsonException {
        if (at == text.length()) {
            throw wrong("an escape");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw wrong("one of \" \\ / b f n r t u behind a backslash");
            }
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Number number() throws JsonException {
        int begin = at;
        skip('-');
        boolean zero = skip('0');
        if (!zero && digits() == 0) {
            at = begin;
            throw wrong("a value");
        }
        boolean whole = true;
        if (skip('.')) {
            whole = false;
            needDigits();
        }
        if (skip('e') || skip('E')) {
            whole = false;
            if (!skip('+')) {
                skip('-');
            }
            needDigits();
        }
        return numberFrom(text.substring(begin, at), whole);
    }

    private Number numberFrom(String spelling, boolean whole) throws JsonException {
        if (whole && spelling.length() <= LONGEST_LONG) {
            try {
                return Long.valueOf(spelling);
            } catch (NumberFormatException tooLarge) {
                return Double.valueOf(spelling);
            }
        }
        double value = Double.parseDouble(spelling);
        if (Double.isInfinite(value)) {
            throw new JsonException("the number before character " + (at + 1) + " is too large");
        }
        return value;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits() {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - begin;
    }

    private void needDigits() throws JsonException {
        if (digits() == 0) {
            throw wrong("a digit");
        }
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException wrong(String right) {
        String there = at == text.length() ? "the text ends" : "there is " + shown(text.charAt(at));
        return new JsonException("at character " + (at + 1) + " " + there + " where " + right + " should be");
    }

    /** So that nobody breaks a line of a log with it. */
    private static String shown(char c) {
        return c > ' ' && c < 0x7f || Character.isLetterOrDigit(c) ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }
}
