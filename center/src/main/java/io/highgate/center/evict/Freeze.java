package io.highgate.center.evict;

/**
 * Leases ran out, and it is not believed that nobody is there: nobody of them is taken out. Immutable.
 *
 * @param scope the cell, {@link #ALL}, or {@link #NO_ROOM}
 * @param late how many ran out
 * @param of how many leases there are
 */
public record Freeze(String scope, int late, int of) {

    /** All cells together. */
    public static final String ALL = "*";

    /** All cells, because we refused requests: beats may have been among them. */
    public static final String NO_ROOM = "!";

    /** The sentence that explains it. */
    public String sentence() {
        if (scope.equals(NO_ROOM)) {
            return late + " of " + of + " leases ran out while we had no room for some requests: beats may have been"
                    + " among them, so nobody is taken out";
        }
        String where = scope.equals(ALL) ? "of all leases" : "of the leases of cell " + scope;
        return late + " of " + of + " " + where + " ran out within one window: that looks like a fault between"
                + " them and us, so nobody is taken out";
    }
}
