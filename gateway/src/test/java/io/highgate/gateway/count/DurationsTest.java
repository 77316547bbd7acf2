package io.highgate.gateway.count;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DurationsTest {

    private static HistogramDataPointSnapshot point(Durations durations) {
        return durations.dataPoint(Labels.of("endpoint", "a"));
    }

    /** A bound belongs to the bucket that it closes, as Prometheus' "le" says. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0005",
        "500000, 0.0005",
        "500001, 0.001",
        "1000000000, 1",
        "1000000001, 2.5",
        "30000000000, 30",
        "30000000001, Infinity",
        "9000000000000000, Infinity"
    })
    void eachFallsIntoTheFirstBucketThatHoldsIt(long nanos, double bound) {
        Durations durations = new Durations(1);
        durations.record(0, nanos);
        ClassicHistogramBuckets buckets = point(durations).getClassicBuckets();
        for (int i = 0; i < buckets.size(); i++) {
            assertThat(buckets.getCount(i)).isEqualTo(buckets.getUpperBound(i) == bound ? 1 : 0);
        }
    }

    @Test
    void whatManyLoopsCountAtOnceAddsUp() throws Exception {
        int each = 20_000;
        Durations durations = new Durations(3);
        List<Thread> loops = new ArrayList<>();
        for (int loop = 0; loop < 3; loop++) {
            int index = loop;
            loops.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    durations.record(index, 2_000_000);
                }
            }));
        }
        loops.forEach(Thread::start);
        for (Thread loop : loops) {
            loop.join();
        }
        assertThat(durations.count()).isEqualTo(3L * each);
        assertThat(point(durations).getSum()).isCloseTo(3 * each * 0.002, within(1e-6));
    }

    @Test
    void nothingRecordedIsZeroEverywhere() {
        assertThat(new Durations(2).count()).isZero();
        assertThat(point(new Durations(2)).getSum()).isZero();
    }
}
