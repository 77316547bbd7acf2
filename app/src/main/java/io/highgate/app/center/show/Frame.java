package io.highgate.app.center.show;

import java.util.List;

/** A whole screen drawn over the one before, in one piece so that it does not flicker. Pure. */
final class Frame {

    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private Frame() {}

    /** The head, then as many lines as there is room for; how many more there are is said. */
    static String of(String head, List<String> lines, Screen.Size size) {
        int room = Math.max(2, size.rows() - 2);
        StringBuilder frame = new StringBuilder(HOME);
        add(frame, head.length() > size.columns() ? head.substring(0, size.columns()) : head);
        int shown = lines.size() <= room ? lines.size() : room - 1;
        lines.subList(0, shown).forEach(it -> add(frame, it));
        if (shown < lines.size()) {
            add(frame, "... and " + (lines.size() - shown) + " more");
        }
        return frame.append(REST_OF_SCREEN).toString();
    }

    private static void add(StringBuilder frame, String line) {
        frame.append(line).append(REST_OF_LINE).append("\n");
    }
}
