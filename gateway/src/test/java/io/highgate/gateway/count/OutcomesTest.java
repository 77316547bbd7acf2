package io.highgate.gateway.count;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What loops count is taken once, whole, and within one percent. */
class OutcomesTest {

    private static final int LOOPS = 3;

    private final Outcomes outcomes = new Outcomes(LOOPS);

    private static Map<String, Integer> take(Outcomes outcomes) {
        Map<String, Integer> taken = new TreeMap<>();
        outcomes.take(
                (status, bucket, times) -> taken.merge(status + "xx " + Outcomes.micros(bucket), times, Integer::sum));
        return taken;
    }

    @Test
    void allLoopsAreAddedUpAndEachRequestIsTakenOnce() {
        outcomes.record(0, 200, 100_000);
        outcomes.record(1, 200, 100_999);
        outcomes.record(2, 503, 2_000_000);
        outcomes.record(2, 0, 0);

        assertThat(take(outcomes)).isEqualTo(Map.of("2xx 100", 2, "5xx 2000", 1, "0xx 0", 1));
        assertThat(take(outcomes)).isEmpty();
        outcomes.record(1, 204, 100_500);
        assertThat(take(outcomes)).isEqualTo(Map.of("2xx 100", 1));
    }

    @Test
    void bucketsAreThoseOfAHistogramOfTwoDigits() {
        Histogram histogram = new Histogram(2);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong(1L << random.nextInt(1, 29));
            outcomes.record(i % LOOPS, 200, micros * 1_000 + 999);
            histogram.recordValue(micros);
        }
        Histogram taken = new Histogram(2);
        outcomes.take((status, bucket, times) -> taken.recordValueWithCount(Outcomes.micros(bucket), times));

        assertThat(taken).isEqualTo(histogram);
    }

    @Test
    void whatIsBeyondAllBoundsCountsAtTheBound() {
        outcomes.record(0, 999, Long.MAX_VALUE);
        outcomes.record(0, -1, -5);

        assertThat(take(outcomes)).hasSize(2).containsEntry("0xx 0", 1).containsEntry("5xx 599785472", 1);
    }

    @Test
    void whatIsCountedWhileItIsTakenIsTakenOnce() throws InterruptedException {
        AtomicLong taken = new AtomicLong();
        Thread[] loops = new Thread[LOOPS];
        for (int loop = 0; loop < LOOPS; loop++) {
            int index = loop;
            loops[loop] = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    outcomes.record(index, 100 * (i % 6), i * 7_919L);
                }
            });
            loops[loop].start();
        }
        for (Thread loop : loops) {
            while (loop.isAlive()) {
                outcomes.take((status, bucket, times) -> taken.addAndGet(times));
            }
        }
        outcomes.take((status, bucket, times) -> taken.addAndGet(times));

        assertThat(taken.get()).isEqualTo(LOOPS * 100_000L);
    }

    @Test
    void countingWhereSomethingWasCountedBeforeAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                outcomes.record(i % LOOPS, 200 + i % 3 * 100, (i % 5_000) * 10_000L);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).as("bytes for 100,000 requests").isLessThan(1_000);
    }
}
