package io.highgate.traffic.window;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SlidingTallyTest {

    private static final long SECOND = 1_000_000_000L;

    private final SlidingTally tally = new SlidingTally(Duration.ofSeconds(10));

    private int all(long now) {
        return SlidingTally.allOf(tally.counts(now));
    }

    private int some(long now) {
        return SlidingTally.someOf(tally.counts(now));
    }

    @Test
    void countsWhatHappenedInTheWindowAndForgetsTheRest() {
        tally.add(1, 1, 0);
        tally.add(2, 0, 5 * SECOND);
        assertThat(all(9 * SECOND)).isEqualTo(3);
        assertThat(some(9 * SECOND)).isEqualTo(1);
        assertThat(all(10 * SECOND)).isEqualTo(2);
        assertThat(some(10 * SECOND)).isZero();
        assertThat(all(1_000_000 * SECOND)).isZero();
    }

    @Test
    void aClockThatJumpsBackLeavesOutItsFuture() {
        tally.add(7, 7, 1_000 * SECOND);
        assertThat(all(3 * SECOND)).isZero();
        tally.add(1, 0, 3 * SECOND);
        assertThat(all(3 * SECOND)).isEqualTo(1);
    }

    @Test
    void aClockMayStartBelowZeroAndPassItsLargestValue() {
        for (long now = Long.MAX_VALUE - 2 * SECOND; now > 0; now += SECOND / 2) {
            tally.add(1, 0, now);
        }
        assertThat(all(Long.MAX_VALUE)).isBetween(3, 5);
        tally.add(1, 0, -1);
        assertThat(all(-1)).isEqualTo(1);
    }

    @Test
    void aFullBucketIsHalvedAndKeepsItsRatio() {
        for (int i = 0; i < 300; i++) {
            tally.add(10_000, 2_500, 0);
        }
        assertThat(all(0)).isGreaterThan(1_000_000);
        assertThat(some(0) / (double) all(0)).isBetween(0.249, 0.251);
    }

    @Test
    void takesBackOnlyWhatItStillRemembers() {
        tally.add(0, 1, 0);
        tally.takeBackSome(0);
        tally.takeBackSome(0);
        assertThat(some(0)).isZero();
        tally.add(0, 1, 0);
        tally.add(0, 1, 16 * SECOND); // the same slot, a round later
        tally.takeBackSome(0);
        assertThat(some(16 * SECOND)).isEqualTo(1);
    }

    @Test
    void refusesAWindowWithoutLength() {
        assertThatThrownBy(() -> new SlidingTally(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlidingTally(Duration.ofNanos(9))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlidingTally(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Against a list of all that happened: off by one bucket at most. */
    @Property(tries = 300)
    void agreesWithAListOfAllThatHappened(
            @ForAll @LongRange(min = -1_000, max = 1_000) long start,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 2_000) Integer> steps) {
        SlidingTally counted = new SlidingTally(Duration.ofSeconds(10));
        Deque<Long> happened = new ArrayDeque<>();
        long now = start * SECOND;
        for (int step : steps) {
            now += step * 1_000_000L;
            counted.add(1, 0, now);
            happened.add(now);
            long until = now;
            long sure = happened.stream().filter(it -> until - it < 9 * SECOND).count();
            long possible =
                    happened.stream().filter(it -> until - it < 10 * SECOND).count();
            assertThat((long) SlidingTally.allOf(counted.counts(now))).isBetween(sure, possible);
        }
    }

    @Test
    void losesNothingWhenManyThreadsCount() throws Exception {
        int each = 50_000;
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    for (int n = 0; n < each; n++) {
                        tally.add(1, n & 1, n / 5_000 * SECOND);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all(9 * SECOND)).isEqualTo(4 * each);
        assertThat(some(9 * SECOND)).isEqualTo(2 * each);
    }
}
