package io.highgate.app.center.show;

/** Keeps what others wrote from steering the terminal that shows it. Pure. */
public final class Printable {

    private Printable() {}

    /** The text with a question mark for each control or formatting character. */
    public static String text(String text) {
        int[] shown = text.codePoints().map(Printable::shown).toArray();
        return new String(shown, 0, shown.length);
    }

    private static int shown(int point) {
        int type = Character.getType(point);
        boolean steers = Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
        return steers ? '?' : point;
    }
}
