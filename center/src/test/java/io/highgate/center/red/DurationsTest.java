package io.highgate.center.red;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Histograms of others are read, or refused before they cost anything. */
class DurationsTest {

    private static String packed(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        ByteBuffer buffer = ByteBuffer.allocate(8 + length);
        buffer.putInt(0x1c849314).putInt(length).put(out, 0, length);
        return Base64.getEncoder().encodeToString(buffer.array());
    }

    private static byte[] header(int payload, int digits, long highest) {
        return ByteBuffer.allocate(40 + 16)
                .putInt(0x1c849313)
                .putInt(payload)
                .putInt(0)
                .putInt(digits)
                .putLong(1)
                .putLong(highest)
                .putDouble(1)
                .array();
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> Durations.read(text, 1_000_000)).isInstanceOf(Durations.Broken.class);
    }

    @Test
    void whatWasPackedIsReadAgain() throws Durations.Broken {
        Histogram sent = Durations.none();
        for (long micros = 1; micros <= Durations.MOST; micros *= 2) {
            sent.recordValueWithCount(micros, micros % 7 + 1);
        }

        Histogram read = Durations.read(Durations.text(sent), sent.getTotalCount());

        assertThat(read).isEqualTo(sent);
        assertThat(Durations.sum(read)).isEqualTo(Durations.sum(sent));
    }

    @Test
    void moreThanTotalIsRefused() {
        Histogram sent = Durations.none();
        sent.recordValueWithCount(5, 3);

        assertThatThrownBy(() -> Durations.read(Durations.text(sent), 2)).hasMessageContaining("total");
    }

    @Test
    void headersThatWouldFillTheMemoryAreRefused() {
        refused(packed(header(16, 5, 1L << 30)));
        refused(packed(header(16, 2, Long.MAX_VALUE)));
        refused(packed(header(Integer.MAX_VALUE, 2, 1L << 30)));
        refused(packed(header(-1, 2, 1L << 30)));
        refused(packed(header(16, 2, 0)));
        refused(packed(new byte[20]));
    }

    @Test
    void countsThatLieAreRefused() {
        byte[] beyond = header(16, 2, 1_000);
        beyond[40] = (byte) 0xfd; // a run of zeros beyond the end, and then a count
        beyond[41] = (byte) 0xff;
        beyond[42] = (byte) 0x7f;
        beyond[43] = 2;
        refused(packed(beyond));
        byte[] huge = header(16, 2, 1_000);
        for (int i = 40; i < 49; i++) {
            huge[i] = (byte) 0xfe;
        }
        refused(packed(huge));
    }

    @Test
    void garbageIsRefused() {
        refused("not base64!");
        refused("");
        refused("AAAA");
        refused("A".repeat(Durations.MOST_TEXT + 1));
    }

    /** Whatever is changed on the way is read as something harmless, or refused: nothing else is thrown. */
    @Test
    void whatIsDamagedIsRefusedOrHarmless() {
        Histogram sent = Durations.none();
        for (int i = 0; i < 500; i++) {
            sent.recordValue(i * 100L);
        }
        byte[] good = Durations.pack(sent);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            try {
                Histogram read = Durations.read(Base64.getEncoder().encodeToString(bad), 10_000);
                assertThat(read.getTotalCount()).isBetween(0L, 10_000L);
            } catch (Durations.Broken e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
