package io.highgate.app.center.show;

import java.util.function.UnaryOperator;

/**
 * A column of a table. Immutable.
 *
 * @param least how narrow it may become; whatever is longer ends with two dots
 * @param number whether it is aligned to the right
 * @param ink colours a text that already has its width
 */
public record Column(String title, int least, boolean number, UnaryOperator<String> ink) {

    private static final UnaryOperator<String> PLAIN = UnaryOperator.identity();

    /** Always as wide as it needs to be. */
    public static Column whole(String title) {
        return new Column(title, Integer.MAX_VALUE, false, PLAIN);
    }

    /** May be cut to this width where there is not room for all. */
    public static Column cut(String title, int least) {
        return new Column(title, least, false, PLAIN);
    }

    /** Numbers, never cut. */
    public static Column number(String title) {
        return new Column(title, Integer.MAX_VALUE, true, PLAIN);
    }

    /** The same, in colour. */
    public Column in(UnaryOperator<String> colour) {
        return new Column(title, least, number, colour);
    }

    /** A text in exactly this width. */
    String fit(String text, int width) {
        if (text.length() > width) {
            return text.substring(0, Math.max(0, width - 2)) + "..";
        }
        String blanks = " ".repeat(width - text.length());
        return number ? blanks + text : text + blanks;
    }
}
