package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Finding;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about tokens, so that it need not be found out again. Bounded: a new one takes the
 * place of the one of four that ends first. Finding allocates nothing, takes no lock, and compares every
 * octet. Thread-safe.
 */
public final class Remembered {

    private static final int WAYS = 4;

    /**
     * One token.
     *
     * @param under what it was checked with; under anything else it counts for nothing
     * @param fresh until when (milliseconds since 1970) it counts without asking again
     * @param end until when it counts if nobody can be asked
     */
    public record Entry(long hash, byte[] token, Object under, Finding finding, long fresh, long end) {}

    private final TokenHash hash;
    private final AtomicReferenceArray<@Nullable Entry> entries;
    private final int mask;

    /** Room for that many tokens, rounded up; 0 for none. */
    public Remembered(int tokens, RandomGenerator secrets) {
        int sets = tokens == 0 ? 0 : Integer.highestOneBit(Math.max(1, (tokens + WAYS - 1) / WAYS * 2 - 1));
        this.hash = new TokenHash(secrets.nextLong(), secrets.nextLong());
        this.entries = new AtomicReferenceArray<>(sets * WAYS);
        this.mask = sets - 1;
    }

    public long hash(byte[] in, int start, int end) {
        return hash.of(in, start, end);
    }

    /** What is remembered of the octets, if it was found under that and has not ended. */
    public @Nullable Entry find(long hashed, byte[] in, int start, int end) {
        int at = (int) (hashed & mask) * WAYS;
        for (int i = at; i < at + WAYS && mask >= 0; i++) {
            Entry entry = entries.getAcquire(i);
            if (entry != null
                    && entry.hash == hashed
                    && Arrays.equals(entry.token, 0, entry.token.length, in, start, end)) {
                return entry;
            }
        }
        return null;
    }

    /** Remembers one. */
    public void keep(Entry entry) {
        if (mask < 0) {
            return;
        }
        int first = (int) (entry.hash & mask) * WAYS;
        int place = first;
        long soonest = Long.MAX_VALUE;
        for (int i = first; i < first + WAYS; i++) {
            Entry there = entries.getAcquire(i);
            if (there == null || there.hash == entry.hash && Arrays.equals(there.token, entry.token)) {
                place = i;
                break;
            }
            if (there.end < soonest) {
                soonest = there.end;
                place = i;
            }
        }
        entries.setRelease(place, entry);
    }
}
