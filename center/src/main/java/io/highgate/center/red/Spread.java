package io.highgate.center.red;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How often durations occurred, in the buckets of an HdrHistogram of microseconds with two digits. Two or
 * three octets for each bucket that has any: of ten thousand routes there are a dozen of these each, and a
 * histogram itself has 24 KiB. Immutable.
 */
final class Spread {

    static final Spread NONE = new Spread(new byte[0], 0);

    /** Buckets to each doubling, 2^7: within one percent, with two digits. */
    private static final int BITS = 7;

    private static final int HALF = 1 << BITS;
    private static final int MORE = 0x80;

    /** Pairs of numbers, each in as many octets as it needs: buckets from the one before, and how often. */
    private final byte[] pairs;

    private final long count;

    private Spread(byte[] pairs, long count) {
        this.pairs = pairs;
        this.count = count;
    }

    static Spread of(Histogram histogram) {
        Writer writer = new Writer(histogram.getTotalCount() == 0 ? 0 : 256);
        for (HistogramIterationValue it : histogram.recordedValues()) {
            writer.add(bucket(it.getValueIteratedTo()), it.getCountAtValueIteratedTo());
        }
        return writer.done();
    }

    /** How many durations there are. */
    long count() {
        return count;
    }

    Spread plus(Spread other) {
        return count == 0 ? other : other.count == 0 ? this : merged(other, 1);
    }

    /** Without those of one that was added before. */
    Spread minus(Spread other) {
        return other.count == 0 ? this : merged(other, -1);
    }

    private Spread merged(Spread other, int sign) {
        Writer writer = new Writer(pairs.length + other.pairs.length);
        Reader mine = new Reader(pairs);
        Reader theirs = new Reader(other.pairs);
        while (mine.bucket < Integer.MAX_VALUE || theirs.bucket < Integer.MAX_VALUE) {
            int bucket = Math.min(mine.bucket, theirs.bucket);
            long times = 0;
            if (mine.bucket == bucket) {
                times += mine.times;
                mine.next();
            }
            if (theirs.bucket == bucket) {
                times += sign * theirs.times;
                theirs.next();
            }
            writer.add(bucket, times);
        }
        return writer.done();
    }

    /** The middle of the bucket in which so many percent are reached, in microseconds; 0 if there are none. */
    double at(double percent) {
        long wanted = Math.max(1, (long) Math.ceil(percent / 100 * count));
        long seen = 0;
        for (Reader it = new Reader(pairs); it.bucket < Integer.MAX_VALUE; it.next()) {
            seen += it.times;
            if (seen >= wanted) {
                return middle(it.bucket);
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        int doublings = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(micros | 1) - BITS);
        long step = micros >>> doublings;
        return (int) (step < HALF ? step : (doublings + 1L) * HALF + (step - HALF));
    }

    private static double middle(int bucket) {
        int doublings = Math.max(0, bucket / HALF - 1);
        long step = bucket < HALF ? bucket : HALF + bucket % HALF;
        return (step << doublings) + ((1L << doublings) >> 1);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Spread other && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    /** One pair after the other; beyond the last one the bucket is the greatest number. */
    private static final class Reader {

        private final byte[] from;
        private int at;
        private int bucket;
        private long times;

        Reader(byte[] from) {
            this.from = from;
            next();
        }

        void next() {
            if (at == from.length) {
                bucket = Integer.MAX_VALUE;
                return;
            }
            bucket += (int) number();
            times = number();
        }

        private long number() {
            long number = 0;
            for (int shift = 0; ; shift += BITS) {
                byte octet = from[at++];
                number |= (long) (octet & HALF - 1) << shift;
                if (octet >= 0) {
                    return number;
                }
            }
        }
    }

    /** Takes buckets in their order; one twice in a row is one. */
    private static final class Writer {

        private byte[] into;
        private int length;
        private int before;
        private int bucket;
        private long times;
        private long count;

        Writer(int octets) {
            into = new byte[octets];
        }

        void add(int next, long more) {
            if (next != bucket) {
                flush();
                bucket = next;
            }
            times += more;
        }

        private void flush() {
            if (times > 0) {
                number(bucket - before);
                number(times);
                before = bucket;
                count += times;
            }
            times = 0;
        }

        private void number(long value) {
            long rest = value;
            if (into.length - length < Long.BYTES + 2) {
                into = Arrays.copyOf(into, into.length * 2 + 16);
            }
            while (rest >= MORE) {
                into[length++] = (byte) (rest | MORE);
                rest >>>= BITS;
            }
            into[length++] = (byte) rest;
        }

        Spread done() {
            flush();
            return count == 0 ? NONE : new Spread(Arrays.copyOf(into, length), count);
        }
    }
}
