package io.highgate.center.evict;

/**
 * Too many leases ran out at once to be believed: nobody of them is taken out. Immutable.
 *
 * @param scope the cell, or {@link #ALL}
 * @param late how many ran out
 * @param of how many leases there are
 */
public record Freeze(String scope, int late, int of) {

    /** All cells together. */
    public static final String ALL = "*";

    /** The sentence that explains it. */
    public String sentence() {
        String where = scope.equals(ALL) ? "of all leases" : "of the leases of cell " + scope;
        return late + " of " + of + " " + where + " ran out within one window: that looks like a fault between"
                + " them and us, so nobody is taken out";
    }
}
