package io.highgate.traffic.limit;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MILLI = 1_000_000;

    private static LimitSettings settings(LimitSettings.Kind kind, long amount) {
        return new LimitSettings(kind, amount, SECOND, amount, Duration.ZERO);
    }

    /** How many of so many are let through at that time. */
    private static int admitted(Meter meter, int asked, long now) {
        int admitted = 0;
        for (int i = 0; i < asked; i++) {
            if (!Taken.isRefused(meter.take(1, now))) {
                admitted++;
            }
        }
        return admitted;
    }

    @ParameterizedTest
    @EnumSource(LimitSettings.Kind.class)
    void letsTheAmountThroughAndSaysWhenToComeBack(LimitSettings.Kind kind) {
        Meter meter = settings(kind, 10).meter();
        assertThat(Taken.left(meter.take(3, 0))).isEqualTo(7);
        assertThat(admitted(meter, 100, 0)).isEqualTo(7);
        long refused = meter.take(1, 0);
        assertThat(Taken.left(refused)).isZero();
        long wait = Taken.waitNanos(refused);
        assertThat(wait).isPositive().isLessThanOrEqualTo(SECOND.toNanos());
        assertThat(Taken.isRefused(meter.take(1, wait - 1))).isTrue();
        assertThat(Taken.isRefused(meter.take(1, wait))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(LimitSettings.Kind.class)
    void whatCanNeverBeTakenAtOnceNeverIs(LimitSettings.Kind kind) {
        Meter meter = settings(kind, 10).meter();
        assertThat(meter.take(11, 0)).isEqualTo(Taken.NEVER);
        assertThat(Taken.isRefused(Taken.NEVER)).isTrue();
        assertThat(Taken.waitNanos(Taken.NEVER)).isEqualTo(Long.MAX_VALUE);
        assertThat(meter.untilForgotten(0)).isZero();
    }

    @ParameterizedTest
    @EnumSource(LimitSettings.Kind.class)
    void isForgottenInTheEnd(LimitSettings.Kind kind) {
        Meter meter = settings(kind, 10).meter();
        admitted(meter, 10, 5);
        long rest = meter.untilForgotten(5);
        assertThat(rest).isPositive();
        assertThat(meter.untilForgotten(5 + rest - 1)).isPositive();
        assertThat(meter.untilForgotten(5 + rest)).isZero();
        assertThat(admitted(meter, 100, 5 + rest)).isEqualTo(10);
    }

    @Test
    void aBucketGivesBackOneByOne() {
        Meter bucket = settings(LimitSettings.Kind.TOKEN_BUCKET, 10).meter();
        admitted(bucket, 10, 0);
        assertThat(admitted(bucket, 5, 99 * MILLI)).isZero();
        assertThat(admitted(bucket, 5, 100 * MILLI)).isEqualTo(1);
        assertThat(admitted(bucket, 5, 400 * MILLI)).isEqualTo(3);
    }

    @Test
    void allOfABucketIsThereAtOnceHoweverOddTheRate() {
        assertThat(admitted(LimitSettings.bucket(300, SECOND).meter(), 400, 0)).isEqualTo(300);
        assertThat(admitted(LimitSettings.bucket(7, Duration.ofHours(1)).meter(), 10, 0))
                .isEqualTo(7);
    }

    @Test
    void aBucketMayBeSmallerThanItsRate() {
        Meter bucket = new LimitSettings(LimitSettings.Kind.TOKEN_BUCKET, 1000, SECOND, 5, Duration.ZERO).meter();
        assertThat(admitted(bucket, 100, 0)).isEqualTo(5);
        int admitted = 0;
        for (int milli = 1; milli <= 1000; milli++) {
            admitted += admitted(bucket, 3, milli * MILLI);
        }
        assertThat(admitted).isEqualTo(1000);
    }

    @Test
    void aFixedWindowLetsTwiceAsMuchThroughAroundItsEndAndASlidingOneDoesNot() {
        Meter fixed = settings(LimitSettings.Kind.FIXED_WINDOW, 10).meter();
        Meter sliding = settings(LimitSettings.Kind.SLIDING_WINDOW, 10).meter();
        for (Meter meter : new Meter[] {fixed, sliding}) {
            admitted(meter, 1, 0);
            admitted(meter, 9, 999 * MILLI);
        }
        assertThat(admitted(fixed, 20, 1000 * MILLI)).isEqualTo(10);
        assertThat(admitted(sliding, 20, 1000 * MILLI)).isEqualTo(1);
        assertThat(admitted(sliding, 20, 1999 * MILLI)).isEqualTo(9);
    }

    @Test
    void whoAsksForTooMuchIsBlocked() {
        Meter meter = LimitSettings.fixed(2, SECOND, Duration.ofSeconds(60)).meter();
        assertThat(admitted(meter, 3, 0)).isEqualTo(2);
        assertThat(Taken.waitNanos(meter.take(1, 10_000 * MILLI))).isEqualTo(50_000 * MILLI);
        assertThat(admitted(meter, 3, 60_000 * MILLI)).isEqualTo(2);
    }

    @Test
    void aFixedWindowIsForgottenWhenNothingWasTakenForAWhile() {
        Duration idle = Duration.ofMillis(300);
        Meter meter = new LimitSettings(LimitSettings.Kind.FIXED_WINDOW, 2, SECOND, 2, Duration.ZERO, idle).meter();
        assertThat(admitted(meter, 1, 0)).isEqualTo(1);
        assertThat(admitted(meter, 2, 200 * MILLI)).isEqualTo(1);
        assertThat(Taken.waitNanos(meter.take(1, 400 * MILLI))).isEqualTo(100 * MILLI);
        assertThat(admitted(meter, 3, 500 * MILLI)).isEqualTo(2);
    }

    @Test
    void aFixedWindowThatIsAskedAllTheTimeEndsAllTheSame() {
        Duration idle = Duration.ofMillis(300);
        Meter meter = new LimitSettings(LimitSettings.Kind.FIXED_WINDOW, 9, SECOND, 9, Duration.ZERO, idle).meter();
        for (long now = 0; now < 1000 * MILLI; now += 200 * MILLI) {
            admitted(meter, 1, now);
        }
        assertThat(admitted(meter, 20, 999 * MILLI)).isEqualTo(4);
        assertThat(admitted(meter, 20, 1000 * MILLI)).isEqualTo(9);
    }

    @Test
    void largeAmountsLetThroughNoMoreAndHardlyLess() {
        Meter meter = LimitSettings.sliding(1_000_000, SECOND).meter();
        long admitted = 0;
        for (long now = 0; now < 3_000 * MILLI; now += MILLI) {
            for (int i = 0; i < 4; i++) {
                admitted += Taken.isRefused(meter.take(500, now)) ? 0 : 500;
            }
        }
        assertThat(admitted).isLessThanOrEqualTo(3_000_000).isGreaterThan(2_900_000);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> LimitSettings.bucket(0, SECOND)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> LimitSettings.sliding(1, Duration.ZERO)).hasMessageContaining("longer than 0");
        assertThatThrownBy(() -> LimitSettings.bucket(1, Duration.ofDays(100_000)))
                .hasMessageContaining("waits");
        assertThatThrownBy(() -> new LimitSettings(
                        LimitSettings.Kind.TOKEN_BUCKET, 1, Duration.ofDays(1), 1_000_000_000, Duration.ZERO))
                .hasMessageContaining("waits");
        assertThatThrownBy(() -> LimitSettings.fixed(1, SECOND, Duration.ofSeconds(-1)))
                .hasMessageContaining("not negative");
    }
}
