package io.highgate.model.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {name}} references to captures and other values of a request, as in rewrites,
 * redirects and header values. Any other use of braces is plain text, so that JSON in a header needs
 * no escape. Immutable.
 */
public record ValueTemplate(List<Piece> pieces) {

    private static final Pattern REFERENCE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

    public ValueTemplate {
        pieces = List.copyOf(pieces);
    }

    /** Reads the written form; every text is one. */
    public static ValueTemplate parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher reference = REFERENCE.matcher(text);
        int at = 0;
        while (reference.find()) {
            if (reference.start() > at) {
                pieces.add(new Text(text.substring(at, reference.start())));
            }
            pieces.add(new Reference(reference.group(1)));
            at = reference.end();
        }
        if (at < text.length()) {
            pieces.add(new Text(text.substring(at)));
        }
        return new ValueTemplate(pieces);
    }

    /** The names referred to, in order, with repetitions. */
    public List<String> references() {
        return pieces.stream()
                .filter(Reference.class::isInstance)
                .map(piece -> ((Reference) piece).name())
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(text::append);
        return text.toString();
    }

    /** A stretch of the template. */
    public sealed interface Piece {}

    /** Plain text, never empty. */
    public record Text(String text) implements Piece {
        @Override
        public String toString() {
            return text;
        }
    }

    /** The value of that name. */
    public record Reference(String name) implements Piece {
        @Override
        public String toString() {
            return "{" + name + "}";
        }
    }
}
