package io.highgate.gateway.route.path;

import io.highgate.gateway.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map from octets to values that is asked with a span of an array and the span's hash, so that
 * asking allocates nothing. Keys come from the configuration only: a client can make a chain of
 * equal hashes no longer than they are. Immutable.
 */
public final class OctetMap<V> {

    private final byte[][] keys;
    private final int[] hashes;
    private final @Nullable Object[] values;
    private final int mask;

    /** The keys' chars are octets. */
    public OctetMap(Map<String, ? extends V> entries) {
        int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, entries.size()) * 2) * 2);
        this.keys = new byte[capacity][];
        this.hashes = new int[capacity];
        this.values = new @Nullable Object[capacity];
        this.mask = capacity - 1;
        entries.forEach((key, value) -> put(key.getBytes(StandardCharsets.ISO_8859_1), value));
    }

    private void put(byte[] key, V value) {
        int hash = 0;
        for (byte b : key) {
            hash = step(hash, b);
        }
        int slot = slot(hash);
        while (values[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        hashes[slot] = hash;
        values[slot] = value;
    }

    /** One step of the hash over the octets of a key, in lower case where {@code fold}. */
    public static int step(int hash, byte octet) {
        return hash * 31 + octet;
    }

    private int slot(int hash) {
        // Spreads what differs only in high bits; the constant is 2^32 divided by the golden ratio.
        return hash * 0x9E3779B9 >>> 7 & mask;
    }

    /** The value for the octets between start and end; if {@code fold}, the keys are in lower case. */
    @SuppressWarnings("unchecked")
    @Nullable
    public V find(byte[] in, int start, int end, int hash, boolean fold) {
        for (int slot = slot(hash); values[slot] != null; slot = slot + 1 & mask) {
            if (hashes[slot] == hash && isKey(keys[slot], in, start, end, fold)) {
                return (V) values[slot];
            }
        }
        return null;
    }

    private static boolean isKey(byte[] key, byte[] in, int start, int end, boolean fold) {
        return key.length == end - start && Octets.isAt(key, in, start, fold);
    }
}
