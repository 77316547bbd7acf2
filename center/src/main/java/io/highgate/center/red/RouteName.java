package io.highgate.center.red;

import java.util.Comparator;

/** A route of gateways to a cell; in the order of cells, then of routes. Immutable. */
public record RouteName(String cell, String route) implements Comparable<RouteName> {

    private static final Comparator<RouteName> ORDER =
            Comparator.comparing(RouteName::cell).thenComparing(RouteName::route);

    /** What {@link #toString} wrote; without a slash, what is before all routes of that cell. */
    public static RouteName of(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new RouteName(text, "") : new RouteName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(RouteName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return cell + "/" + route;
    }
}
