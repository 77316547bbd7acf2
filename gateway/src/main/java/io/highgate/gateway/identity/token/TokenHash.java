package io.highgate.gateway.identity.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of octets by two secret numbers, so that nobody outside can say where a token will be
 * remembered: each word is folded by a 128-bit product with what came before it. Allocates nothing.
 * Immutable.
 */
record TokenHash(long one, long two) {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9E3779B97F4A7C15L;

    long of(byte[] octets, int start, int end) {
        long a = one;
        long b = two;
        int at = start;
        for (; end - at >= 16; at += 16) {
            a = fold((long) LONGS.get(octets, at) ^ a, two | 1);
            b = fold((long) LONGS.get(octets, at + 8) ^ b, one | 1);
        }
        if (end - at >= 8) {
            a = fold((long) LONGS.get(octets, at) ^ a, ODD ^ two);
            at += 8;
        }
        long rest = (long) end - start;
        for (; at < end; at++) {
            rest = rest << 8 | octets[at] & 0xff;
        }
        return fold(a ^ rest, fold(b ^ ODD, two | 1) | 1);
    }

    private static long fold(long x, long y) {
        return Math.unsignedMultiplyHigh(x, y) ^ x * y ^ Long.rotateLeft(x, 31);
    }
}
