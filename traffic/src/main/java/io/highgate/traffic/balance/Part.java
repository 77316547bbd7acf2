package io.highgate.traffic.balance;

import io.highgate.traffic.balance.table.Weighted;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which of the candidates a balancer looks at: all there are, or a list of indexes. Immutable. */
public final class Part {

    /** All there are, however many. */
    public static final Part ALL = new Part(null);

    // ascending, each once; null: all
    private final int @Nullable [] members;

    private Part(int @Nullable [] members) {
        this.members = members;
    }

    /** These indexes. */
    public static Part of(int... indexes) {
        int[] members = Arrays.stream(indexes).sorted().distinct().toArray();
        if (members.length > 0 && members[0] < 0) {
            throw new IllegalArgumentException("index " + members[0] + "; an index must not be negative");
        }
        return new Part(members);
    }

    /** Of the first so many indexes those for which this is true. */
    public static Part where(int size, IntPredicate isMember) {
        return new Part(IntStream.range(0, size).filter(isMember).toArray());
    }

    /** What is in both. */
    public Part within(Part other) {
        if (members == null) {
            return other;
        }
        int[] theirs = other.members;
        return theirs == null
                ? this
                : new Part(Arrays.stream(members)
                        .filter(index -> Arrays.binarySearch(theirs, index) >= 0)
                        .toArray());
    }

    /** How many of the candidates are in it, or at most are: an index may be beyond a smaller set. */
    int size(Candidates candidates) {
        return members == null ? candidates.size() : members.length;
    }

    /** The index at a position from 0 to size - 1. */
    int at(int position) {
        return members == null ? position : members[position];
    }

    /** The members among the candidates, and their weights now. */
    Weighted weighted(Candidates candidates) {
        int size = candidates.size();
        int count = size(candidates);
        while (count > 0 && at(count - 1) >= size) {
            count--;
        }
        return Weighted.of(count, this::at, candidates::weight);
    }
}
