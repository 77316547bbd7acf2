package io.highgate.gateway.identity.account;

/**
 * What one guess of a password costs with Argon2id (RFC 9106). Immutable.
 *
 * @param memoryKib KiB that it fills
 * @param passes how often it does
 * @param lanes how many parts could be filled at once
 */
public record HashCost(int memoryKib, int passes, int lanes) {

    /** What OWASP's Password Storage Cheat Sheet recommends at least: 19 MiB, two passes, one lane. */
    public static final HashCost RECOMMENDED = new HashCost(19 * 1024, 2, 1);

    private static final int MOST_KIB = 256 * 1024;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;

    /** Octets written for one hash: the recommended one writes 38 MiB. */
    private static final long MOST_WORK_KIB = 1024 * 1024;

    public HashCost {
        if (!isBearable(memoryKib, passes, lanes)) {
            throw new IllegalArgumentException("an Argon2id hash takes 8 KiB a lane to 256 MiB, 1 to 16 passes and 1 to"
                    + " 16 lanes, and fills no more than 1 GiB");
        }
    }

    static boolean isBearable(int memoryKib, int passes, int lanes) {
        return passes >= 1
                && passes <= MOST_PASSES
                && lanes >= 1
                && lanes <= MOST_LANES
                && memoryKib >= 8 * lanes
                && memoryKib <= MOST_KIB
                && (long) memoryKib * passes <= MOST_WORK_KIB;
    }

    /** Whether a guess costs less here than there, in any respect that counts. */
    boolean isBelow(HashCost other) {
        return memoryKib < other.memoryKib || (long) memoryKib * passes < (long) other.memoryKib * other.passes;
    }
}
