package io.highgate.traffic.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds whatever is asked for, and whenever. */
class MeterPropertyTest {

    private static final Duration PERIOD = Duration.ofNanos(1_000);

    /** When permits were given, to somebody who asks after each of these pauses. */
    private static List<Long> given(Meter meter, List<Integer> pauses) {
        List<Long> given = new ArrayList<>();
        long now = 0;
        for (int pause : pauses) {
            now += pause;
            if (!Taken.isRefused(meter.take(1, now))) {
                given.add(now);
            }
        }
        return given;
    }

    private static long within(List<Long> given, long from, long to) {
        return given.stream().filter(it -> it > from && it <= to).count();
    }

    @Property(tries = 300)
    void noStretchOfThePeriodHasMoreThanASlidingWindowAllows(
            @ForAll @IntRange(min = 1, max = 20) int amount,
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 300) Integer> pauses) {
        List<Long> given = given(LimitSettings.sliding(amount, PERIOD).meter(), pauses);
        for (long end : given) {
            assertThat(within(given, end - PERIOD.toNanos(), end)).isLessThanOrEqualTo(amount);
        }
    }

    @Property(tries = 300)
    void noStretchHasMoreThanABucketAllows(
            @ForAll @IntRange(min = 1, max = 20) int amount,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(min = 1, max = 150) List<@IntRange(min = 0, max = 300) Integer> pauses) {
        LimitSettings settings =
                new LimitSettings(LimitSettings.Kind.TOKEN_BUCKET, amount, PERIOD, burst, Duration.ZERO);
        List<Long> given = given(settings.meter(), pauses);
        for (long start : given) {
            for (long end : given) {
                double allowed = burst + (double) amount * Math.max(0, end - start) / PERIOD.toNanos();
                assertThat((double) within(given, start - 1, end)).isLessThanOrEqualTo(allowed + 1e-6);
            }
        }
    }

    @Property(tries = 300)
    void whoWaitsAsLongAsToldIsLetThrough(
            @ForAll LimitSettings.Kind kind,
            @ForAll @IntRange(min = 1, max = 20) int amount,
            @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 0, max = 100) Integer> pauses) {
        Meter meter = new LimitSettings(kind, amount, PERIOD, amount, Duration.ZERO).meter();
        long now = 0;
        for (int pause : pauses) {
            now += pause;
            long word = meter.take(1, now);
            if (Taken.isRefused(word)) {
                now += Taken.waitNanos(word);
                assertThat(Taken.isRefused(meter.take(1, now))).isFalse();
            }
        }
    }
}
