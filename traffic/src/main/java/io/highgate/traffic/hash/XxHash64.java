package io.highgate.traffic.hash;

/**
 * The arithmetic of XXH64 with seed 0 (xxHash fast digest algorithm, specification 0.1.1, "XXH64
 * algorithm description"), apart from where the octets come from. Stateless.
 */
final class XxHash64 {

    /** Octets taken at once while there are as many. */
    static final int STRIPE = 32;

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    // the first is PRIME_1 + PRIME_2, whose overflow is meant
    private static final long[] LANES = {0x60EA27EEADC0B5D6L, PRIME_2, 0, -PRIME_1};

    private XxHash64() {}

    /** What a text shorter than a stripe begins with. */
    static long start() {
        return PRIME_5;
    }

    /** What each of the four lanes begins with. */
    static long lane(int number) {
        return LANES[number];
    }

    static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    static long merge(long a, long b, long c, long d) {
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merged(merged(merged(merged(hash, a), b), c), d);
    }

    private static long merged(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    static long eight(long hash, long octets) {
        return Long.rotateLeft(hash ^ round(0, octets), 27) * PRIME_1 + PRIME_4;
    }

    static long four(long hash, int octets) {
        return Long.rotateLeft(hash ^ Integer.toUnsignedLong(octets) * PRIME_1, 23) * PRIME_2 + PRIME_3;
    }

    static long one(long hash, byte octet) {
        return Long.rotateLeft(hash ^ Byte.toUnsignedLong(octet) * PRIME_5, 11) * PRIME_1;
    }

    static long avalanche(long hash) {
        long mixed = hash;
        mixed = (mixed ^ mixed >>> 33) * PRIME_2;
        mixed = (mixed ^ mixed >>> 29) * PRIME_3;
        return mixed ^ mixed >>> 32;
    }
}
