package io.highgate.traffic.breaker;

import java.util.Arrays;

/**
 * Who probes, and since when: {@code probes[i]} is a probe's serial (0: free), {@code since[i]} when it was
 * given. A circuit keeps them through all its states, so that probes of an earlier half-open time that
 * are still under way take places in the next. Immutable: the arrays are never written after construction.
 */
record Places(long[] probes, long[] since) {

    static final Places NONE = new Places(new long[0], new long[0]);

    /** The same with room for so many at least. */
    Places roomFor(int count) {
        int size = Math.max(count, probes.length);
        return size == probes.length ? this : new Places(Arrays.copyOf(probes, size), Arrays.copyOf(since, size));
    }

    int underWay(long timeout, long now) {
        int underWay = 0;
        for (int i = 0; i < probes.length; i++) {
            underWay += isUnderWay(i, timeout, now) ? 1 : 0;
        }
        return underWay;
    }

    /** Elapsed time far below zero is a clock that jumped back; it must not hold a place for ever. */
    private boolean isUnderWay(int place, long timeout, long now) {
        long elapsed = now - since[place];
        return probes[place] != 0 && elapsed < timeout && elapsed > -timeout;
    }

    /** A place that nobody has, else one whose probe was lost (it may still come back until then), else -1. */
    int free(long timeout, long now) {
        int free = -1;
        for (int i = 0; i < probes.length; i++) {
            boolean better = free < 0 || probes[free] != 0 && probes[i] == 0;
            if (better && !isUnderWay(i, timeout, now)) {
                free = i;
            }
        }
        return free;
    }

    /** How long until the first of them is certainly free, or {@code most}. */
    long waitNanos(long timeout, long now, long most) {
        long wait = most;
        for (int i = 0; i < probes.length; i++) {
            if (isUnderWay(i, timeout, now)) {
                wait = Math.min(wait, since[i] + timeout - now);
            }
        }
        return wait;
    }

    int of(long serial) {
        for (int i = 0; i < probes.length; i++) {
            if (probes[i] == serial) {
                return i;
            }
        }
        return -1;
    }

    Places taken(int place, long serial, long now) {
        long[] newProbes = Arrays.copyOf(probes, probes.length);
        long[] newSince = Arrays.copyOf(since, since.length);
        newProbes[place] = serial;
        newSince[place] = now;
        return new Places(newProbes, newSince);
    }

    Places freed(int place) {
        long[] newProbes = Arrays.copyOf(probes, probes.length);
        newProbes[place] = 0;
        return new Places(newProbes, since);
    }
}
