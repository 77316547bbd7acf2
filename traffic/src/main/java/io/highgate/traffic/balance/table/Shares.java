package io.highgate.traffic.balance.table;

import io.highgate.traffic.hash.Draw;

/**
 * Spreads 64-bit numbers over the members in proportion to their weights: exactly, whatever the
 * weights are, in a table that grows with the members only. Immutable.
 *
 * <p>The members lie end to end on a line as long as the sum of the weights. A guide of as many
 * equal pieces as there are members says between which two a piece's numbers fall (Chen and Asau's
 * method), so that on average one or two are compared, and never more than the logarithm.
 */
public final class Shares {

    /** Nobody has a share. */
    public static final Shares NOBODY = new Shares(new int[0], new long[0], new int[0]);

    private final int[] members;
    // where each member's piece of the line ends; empty if all are equally long
    private final long[] ends;
    private final int[] guide;

    private Shares(int[] members, long[] ends, int[] guide) {
        this.members = members;
        this.ends = ends;
        this.guide = guide;
    }

    public static Shares of(Weighted weighted) {
        if (weighted.size() == 0) {
            return NOBODY;
        }
        if (weighted.areAlike()) {
            return new Shares(weighted.members(), new long[0], new int[0]);
        }
        long[] ends = new long[weighted.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += weighted.weight(i);
            ends[i] = end;
        }
        return new Shares(weighted.members(), ends, guide(ends));
    }

    private static int[] guide(long[] ends) {
        int pieces = ends.length;
        long total = ends[pieces - 1];
        int[] guide = new int[pieces + 1];
        int member = 0;
        for (int piece = 0; piece < pieces; piece++) {
            // piece * total / pieces, without the product that might overflow
            long start = piece * (total / pieces) + piece * (total % pieces) / pieces;
            while (ends[member] <= start) {
                member++;
            }
            guide[piece] = member;
        }
        guide[pieces] = pieces - 1;
        return guide;
    }

    /** Whose share the number falls into, or -1 if nobody has one. */
    public int at(long number) {
        int count = members.length;
        if (count == 0) {
            return -1;
        }
        int piece = (int) Draw.below(number, count);
        return members[ends.length == 0 ? piece : between(piece, number)];
    }

    private int between(int piece, long number) {
        long position = Draw.below(number, ends[ends.length - 1]);
        int low = guide[piece];
        int high = guide[piece + 1];
        while (low < high) {
            int middle = low + high >>> 1;
            if (ends[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
