package io.highgate.model.cell;

import java.util.regex.Pattern;

/** What a cell can be called: its name stands in paths, metrics and logs. Stateless. */
public final class CellName {

    /** What would be right, for messages. */
    public static final String RIGHT = "a cell's name: of a-z, 0-9, '-', '_' and '.', at most 63 characters";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private CellName() {}

    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }
}
