package io.highgate.drills.conformance.socket.accelerated;

/** Validates UTF-8 (RFC 3629 section 4) that comes in parts. Confined to one thread. */
public final class Utf8 {

    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xbf;

    private int missing;
    private int low = LOWEST;
    private int high = HIGHEST;

    /** Reads on; the index of the first octet after which nothing can be right, or -1. */
    public int firstWrong(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (!take(octets.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether what has come so far ends with a whole character. */
    public boolean isComplete() {
        return missing == 0;
    }

    private boolean take(int octet) {
        if (missing == 0) {
            return octet < 0x80 || begin(octet);
        }
        if (octet < low || octet > high) {
            return false;
        }
        missing--;
        low = LOWEST;
        high = HIGHEST;
        return true;
    }

    /** The first octet tells the length, and what the second may be: no overlong forms, no surrogates. */
    private boolean begin(int octet) {
        if (octet < 0xc2 || octet > 0xf4) {
            return false;
        }
        missing = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
        low = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : LOWEST;
        high = octet == 0xed ? 0x9f : octet == 0xf4 ? 0x8f : HIGHEST;
        return true;
    }
}
