package io.highgate.app.center.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in columns that fit a terminal: the widest column that may be cut is cut first. What cannot be made
 * to fit is longer than a line. Immutable.
 */
public record Table(List<Column> columns, List<List<String>> rows) {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(Table::shown).toList();
    }

    private static List<String> shown(List<String> row) {
        return row.stream()
                .map(Printable::text)
                .map(it -> it.isEmpty() ? NOTHING : it)
                .toList();
    }

    /** Its lines, the titles first; a width of 0 cuts nothing. */
    public List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths, false));
        rows.forEach(row -> lines.add(line(row, widths, true)));
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int at = i;
            int longest =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths[i] = Math.max(columns.get(i).title().length(), longest);
        }
        int room = width - GAP.length() * (widths.length - 1);
        int widest = width == 0 ? -1 : widest(widths);
        while (widest >= 0 && IntStream.of(widths).sum() > room) {
            widths[widest]--;
            widest = widest(widths);
        }
        return widths;
    }

    /** The widest column that may still lose a character, or -1. */
    private int widest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            int least = Math.max(column.least(), column.title().length());
            if (widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> row, int[] widths, boolean inked) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            boolean last = i == widths.length - 1;
            String fitted = column.fit(row.get(i), widths[i]);
            String text = last ? fitted.stripTrailing() : fitted;
            line.append(inked ? column.ink().apply(text) : text).append(last ? "" : GAP);
        }
        return line.toString();
    }
}
