package io.highgate.traffic.balance.table;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/**
 * Who takes part in a table, and with which weight: always at least 1. Whoever has no weight takes
 * no part, unless nobody has: then all are alike. Immutable once made.
 */
public final class Weighted {

    private final int[] members;
    private final int[] weights;

    private Weighted(int[] members, int[] weights) {
        this.members = members;
        this.weights = weights;
    }

    /** Of so many indexes, the first of which is member.applyAsInt(0), with the weights at these. */
    public static Weighted of(int count, IntUnaryOperator member, IntUnaryOperator weight) {
        int[] members = new int[count];
        int[] weights = new int[count];
        int taking = 0;
        for (int i = 0; i < count; i++) {
            int index = member.applyAsInt(i);
            int of = weight.applyAsInt(index);
            if (of > 0) {
                members[taking] = index;
                weights[taking++] = of;
            }
        }
        if (taking == 0) {
            Arrays.setAll(members, member);
            Arrays.fill(weights, 1);
            return new Weighted(members, weights);
        }
        return new Weighted(Arrays.copyOf(members, taking), Arrays.copyOf(weights, taking));
    }

    int size() {
        return members.length;
    }

    int member(int position) {
        return members[position];
    }

    int weight(int position) {
        return weights[position];
    }

    int[] members() {
        return members.clone();
    }

    /** The sum; even 100,000 of the largest weight do not overflow it. */
    long total() {
        return Arrays.stream(weights).asLongStream().sum();
    }

    boolean areAlike() {
        return Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
    }

    /** The weights divided by what divides them all. */
    int[] inLowestTerms() {
        int divisor = Arrays.stream(weights).reduce(0, Weighted::greatestCommonDivisor);
        return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** For each member, what the function says of its index. */
    long[] each(IntToLongFunction of) {
        return Arrays.stream(members).mapToLong(of).toArray();
    }
}
