package io.highgate.model.print;

import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.PlainScalars;
import java.util.regex.Pattern;

/** A text as YAML: plain where that cannot be mistaken, else in quotes. Pure. */
final class YamlScalar {

    /** Far fewer than YAML allows, so that no reader of any version can see anything else in it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.~$][A-Za-z0-9_/.:;=+*?~$()^-]*");

    private YamlScalar() {}

    static String text(String text) {
        if (PLAIN.matcher(text).matches() && !text.endsWith(":") && PlainScalars.kind(text) == Kind.TEXT) {
            return text;
        }
        return isPrintable(text) ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(isLetter(c) ? Character.toString(c) : escape(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isLetter(int c) {
        return (c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c);
    }

    private static String escape(int c) {
        return c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
    }
}
