package io.highgate.base.problem;

/**
 * Where in a source something stands: a file (or another named source such as the environment), a
 * line and column (both from 1, 0 when unknown) and the path inside the document, as
 * {@code routes[3].path}. Immutable.
 */
public record Place(String source, int line, int column, String path) {

    /** A source as a whole, when no line can be named. */
    public static Place of(String source) {
        return new Place(source, 0, 0, "");
    }

    /** The same position, one mapping key deeper. */
    public Place child(String key) {
        return new Place(source, line, column, path.isEmpty() ? key : path + "." + key);
    }

    /** The same position, one list element deeper. */
    public Place child(int index) {
        return new Place(source, line, column, path + "[" + index + "]");
    }

    /** The same path, at another position of the source. */
    public Place at(int newLine, int newColumn) {
        return new Place(source, newLine, newColumn, path);
    }

    @Override
    public String toString() {
        String where = line == 0 ? source : source + ":" + line + ":" + column;
        return path.isEmpty() ? where : where + " " + path;
    }
}
