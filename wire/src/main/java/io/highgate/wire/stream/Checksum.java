package io.highgate.wire.stream;

import io.highgate.wire.cell.Listed;

/**
 * A checksum of a set of instances that follows each change at a cost that does not grow with the set: the
 * sum of what its members come to (Bellare and Micciancio, "A New Paradigm for Collision-Free Hashing",
 * 1997, AdHash). It finds slips, not forgers. Confined to one thread.
 */
public final class Checksum {

    private long sum;

    public void add(Listed listed) {
        sum += listed.digest();
    }

    public void remove(Listed listed) {
        sum -= listed.digest();
    }

    /** 16 hexadecimal digits. */
    public String value() {
        return String.format("%016x", sum);
    }
}
