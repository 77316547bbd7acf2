package io.highgate.gateway.route.path;

import java.util.Arrays;

/** Starts and ends of captures, in order. Confined to one event loop. */
public final class Spans {

    private int[] at = new int[16];
    private int count;

    public int count() {
        return count;
    }

    public void add(int start, int end) {
        if (count * 2 == at.length) {
            at = Arrays.copyOf(at, at.length * 2);
        }
        at[count * 2] = start;
        at[count * 2 + 1] = end;
        count++;
    }

    /** Gives a capture another place. */
    public void set(int index, int start, int end) {
        at[index * 2] = start;
        at[index * 2 + 1] = end;
    }

    public int start(int index) {
        return at[index * 2];
    }

    public int end(int index) {
        return at[index * 2 + 1];
    }

    /** Forgets all but the first {@code kept}. */
    public void cut(int kept) {
        count = kept;
    }

    public void copy(Spans from) {
        if (at.length < from.count * 2) {
            at = new int[from.at.length];
        }
        System.arraycopy(from.at, 0, at, 0, from.count * 2);
        count = from.count;
    }
}
