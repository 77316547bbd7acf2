package io.highgate.traffic.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * 64-bit hashes that are the same in every process: XXH64 with seed 0, written after its published
 * specification. Not for secrets: whoever knows the function can make collisions. Allocates
 * nothing. Stateless.
 */
public final class Hashing {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHARS_OF_STRIPE = XxHash64.STRIPE / Character.BYTES;

    private Hashing() {}

    /** The hash of these octets. */
    public static long of(byte[] octets) {
        return of(octets, 0, octets.length);
    }

    /** The hash of so many octets from an offset on. */
    public static long of(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        int at = offset;
        int end = offset + length;
        long hash = XxHash64.start();
        if (length >= XxHash64.STRIPE) {
            long a = XxHash64.lane(0);
            long b = XxHash64.lane(1);
            long c = XxHash64.lane(2);
            long d = XxHash64.lane(3);
            for (; end - at >= XxHash64.STRIPE; at += XxHash64.STRIPE) {
                a = XxHash64.round(a, (long) LONGS.get(octets, at));
                b = XxHash64.round(b, (long) LONGS.get(octets, at + 8));
                c = XxHash64.round(c, (long) LONGS.get(octets, at + 16));
                d = XxHash64.round(d, (long) LONGS.get(octets, at + 24));
            }
            hash = XxHash64.merge(a, b, c, d);
        }
        hash += length;
        for (; end - at >= 8; at += 8) {
            hash = XxHash64.eight(hash, (long) LONGS.get(octets, at));
        }
        if (end - at >= 4) {
            hash = XxHash64.four(hash, (int) INTS.get(octets, at));
            at += 4;
        }
        for (; at < end; at++) {
            hash = XxHash64.one(hash, octets[at]);
        }
        return XxHash64.avalanche(hash);
    }

    /**
     * The hash of a text: that of its UTF-16 code units, each as two octets, the lower first. It is
     * another number than the hash of the same text's UTF-8.
     */
    public static long of(CharSequence text) {
        int at = 0;
        int end = text.length();
        long hash = XxHash64.start();
        if (end >= CHARS_OF_STRIPE) {
            long a = XxHash64.lane(0);
            long b = XxHash64.lane(1);
            long c = XxHash64.lane(2);
            long d = XxHash64.lane(3);
            for (; end - at >= CHARS_OF_STRIPE; at += CHARS_OF_STRIPE) {
                a = XxHash64.round(a, four(text, at));
                b = XxHash64.round(b, four(text, at + 4));
                c = XxHash64.round(c, four(text, at + 8));
                d = XxHash64.round(d, four(text, at + 12));
            }
            hash = XxHash64.merge(a, b, c, d);
        }
        hash += (long) end * Character.BYTES;
        for (; end - at >= 4; at += 4) {
            hash = XxHash64.eight(hash, four(text, at));
        }
        if (end - at >= 2) {
            hash = XxHash64.four(hash, text.charAt(at) | text.charAt(at + 1) << 16);
            at += 2;
        }
        if (at < end) {
            hash = XxHash64.one(XxHash64.one(hash, (byte) text.charAt(at)), (byte) (text.charAt(at) >>> 8));
        }
        return XxHash64.avalanche(hash);
    }

    private static long four(CharSequence text, int at) {
        return text.charAt(at)
                | (long) text.charAt(at + 1) << 16
                | (long) text.charAt(at + 2) << 32
                | (long) text.charAt(at + 3) << 48;
    }

    /** Another number for each number, with every bit hanging on all bits: the finaliser of MurmurHash3. */
    public static long mix(long number) {
        long mixed = number;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
