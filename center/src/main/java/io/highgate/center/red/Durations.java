package io.highgate.center.red;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Histograms of microseconds up to ten minutes, within one percent. What others send is looked at before it
 * is unpacked: a few octets could else make it fill the memory. Stateless.
 */
final class Durations {

    /** Ten minutes; what takes longer counts as that. */
    static final long MOST = 600_000_000;

    /** More than any honest one of two digits has, packed and in base64. */
    static final int MOST_TEXT = 32 * 1024;

    private static final int DIGITS = 2;
    private static final int MOST_DIGITS = 3;
    private static final long MOST_TRACKED = 1L << 40;
    private static final int MOST_PAYLOAD = 512 * 1024;
    private static final String NONE = "is no compressed HdrHistogram";

    private static final int OUTSIDE = 8;
    private static final int HEADER = 40;
    private static final int PACKED = 0x1c849314;
    private static final int PLAIN = 0x1c849313;

    private Durations() {}

    /** An empty one, which grows with what it is told. */
    static Histogram none() {
        return new Histogram(DIGITS);
    }

    /** Adds what another one has; it may be of another precision. */
    static void add(Histogram to, Histogram from) {
        for (HistogramIterationValue it : from.recordedValues()) {
            to.recordValueWithCount(Math.min(it.getValueIteratedTo(), MOST), it.getCountAtValueIteratedTo());
        }
    }

    /** In few octets. */
    static byte[] pack(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] packed = new byte[length];
        buffer.flip().get(packed);
        return packed;
    }

    static String text(Histogram histogram) {
        return Base64.getEncoder().encodeToString(pack(histogram));
    }

    /** One that we packed ourselves. */
    static Histogram unpack(byte[] packed) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(packed), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What all of them come to, each as the middle of those that count as the same. */
    static double sum(Histogram of) {
        double sum = 0;
        for (HistogramIterationValue it : of.recordedValues()) {
            sum += (double) of.medianEquivalentValue(it.getValueIteratedTo()) * it.getCountAtValueIteratedTo();
        }
        return sum;
    }

    /**
     * One that somebody else packed.
     *
     * @param most durations that it may have
     * @throws Broken saying what is wrong with it
     */
    static Histogram read(String text, long most) throws Broken {
        if (text.length() > MOST_TEXT) {
            throw new Broken("is " + text.length() + " characters long, more than " + MOST_TEXT);
        }
        byte[] packed;
        try {
            packed = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Broken("is not base64");
        }
        checkHeader(packed);
        Histogram read;
        try {
            read = unpack(packed);
        } catch (RuntimeException e) { // the library indexes arrays by what it reads
            throw new Broken(NONE);
        }
        checkCounts(read, most);
        Histogram ours = none();
        add(ours, read);
        return ours;
    }

    /** Everything that the library makes arrays by. */
    private static void checkHeader(byte[] packed) throws Broken {
        ByteBuffer outside = ByteBuffer.wrap(packed);
        ByteBuffer header = ByteBuffer.wrap(new byte[HEADER]);
        if (packed.length <= OUTSIDE || outside.getInt() != PACKED || outside.getInt() != packed.length - OUTSIDE) {
            throw new Broken(NONE);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed, OUTSIDE, packed.length - OUTSIDE);
            if (inflater.inflate(header.array()) != HEADER) {
                throw new Broken(NONE);
            }
        } catch (DataFormatException e) {
            throw new Broken(NONE);
        } finally {
            inflater.end();
        }
        int cookie = header.getInt();
        int payload = header.getInt();
        int offset = header.getInt();
        int digits = header.getInt();
        long lowest = header.getLong();
        long highest = header.getLong();
        if (cookie != PLAIN || offset != 0 || payload < 0 || payload > MOST_PAYLOAD) {
            throw new Broken(NONE);
        }
        if (digits < 1 || digits > MOST_DIGITS || lowest != 1 || highest < 2 || highest > MOST_TRACKED) {
            throw new Broken("is not in microseconds from 1 to 2^40 with 1 to 3 digits");
        }
    }

    /** The iterator ends early where counts overflow, so both are looked at. */
    private static void checkCounts(Histogram read, long most) throws Broken {
        long seen = 0;
        for (HistogramIterationValue it : read.recordedValues()) {
            long count = it.getCountAtValueIteratedTo();
            if (count < 0 || count > most - seen) {
                throw new Broken("has more durations than total, which is " + most);
            }
            seen += count;
        }
        if (seen != read.getTotalCount()) {
            throw new Broken(NONE);
        }
    }

    /** What was sent is not what it should be. Immutable. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what, null, false, false);
        }

        /** Its message; never null, unlike that of other exceptions. */
        String words() {
            return String.valueOf(getMessage());
        }
    }
}
