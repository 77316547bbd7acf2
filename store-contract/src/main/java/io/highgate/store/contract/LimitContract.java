package io.highgate.store.contract;

import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitRule.Kind;
import io.highgate.store.limit.LimitStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every store of limits promises. */
public abstract class LimitContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String key = "limit-" + COUNTER.incrementAndGet();

    protected abstract LimitStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    private static LimitRule rule(Kind kind, long amount, Duration period) {
        return new LimitRule(kind, amount, period, amount, Duration.ZERO, Duration.ZERO);
    }

    private Allowance take(LimitRule rule, long amount) {
        return done(store().take(key, rule, amount, PATIENCE));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void letsTheAmountThroughAndThenSaysHowLongToWait(Kind kind) {
        LimitRule rule = rule(kind, 3, HOUR);
        assertThat(take(rule, 1).left()).isEqualTo(2);
        Allowance second = take(rule, 2);
        assertThat(second.admitted()).isTrue();
        assertThat(second.left()).isZero();
        assertThat(second.waitNanos()).isZero();
        assertThat(second.resetNanos()).isBetween(1L, HOUR.toNanos());
        Allowance third = take(rule, 1);
        assertThat(third.admitted()).isFalse();
        assertThat(third.left()).isZero();
        assertThat(third.waitNanos()).isBetween(1L, HOUR.toNanos());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCanNeverBeTakenAtOnceTakesNothing(Kind kind) {
        LimitRule rule = rule(kind, 3, HOUR);
        assertThat(take(rule, 4).waitNanos()).isEqualTo(Allowance.NEVER);
        assertThat(take(rule, 3).admitted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesAllOrNothing(Kind kind) {
        LimitRule rule = rule(kind, 3, HOUR);
        take(rule, 2);
        assertThat(take(rule, 2).admitted()).isFalse();
        assertThat(take(rule, 1).admitted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void letsThroughAgainWhenItsTimeHasPassed(Kind kind) {
        LimitRule rule = rule(kind, 2, Duration.ofMillis(200));
        take(rule, 2);
        until("permits come back", () -> {
            pass(Duration.ofMillis(50));
            return take(rule, 2).admitted();
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keysDoNotKnowOfEachOther(Kind kind) {
        LimitRule rule = rule(kind, 1, HOUR);
        assertThat(take(rule, 1).admitted()).isTrue();
        assertThat(done(store().take(key + "-other", rule, 1, PATIENCE)).admitted())
                .isTrue();
        assertThat(take(rule, 1).admitted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void manyAtOnceTakeTheAmountToTheLastPermit(Kind kind) {
        LimitRule rule = rule(kind, 100, HOUR);
        List<CompletableFuture<Allowance>> all = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> store().take(key, rule, 1, PATIENCE).toCompletableFuture())
                .toList();
        assertThat(all.stream().filter(it -> it.join().admitted())).hasSize(100);
    }

    @Test
    void aFixedWindowBlocksWhoAsksForTooMuch() {
        LimitRule rule =
                new LimitRule(Kind.FIXED_WINDOW, 1, Duration.ofMillis(100), 1, Duration.ofHours(2), Duration.ZERO);
        take(rule, 1);
        until("it has refused", () -> !take(rule, 1).admitted());
        pass(Duration.ofMillis(150));
        Allowance later = take(rule, 1);
        assertThat(later.admitted()).isFalse();
        assertThat(later.waitNanos())
                .isBetween(HOUR.toNanos(), Duration.ofHours(2).toNanos());
    }

    @Test
    void aFixedWindowIsForgottenWhenNothingWasTakenForAWhile() {
        LimitRule rule = new LimitRule(Kind.FIXED_WINDOW, 1, HOUR, 1, Duration.ZERO, Duration.ofMillis(100));
        assertThat(take(rule, 1).resetNanos())
                .isLessThanOrEqualTo(Duration.ofMillis(100).toNanos());
        until("the window is forgotten", () -> {
            pass(Duration.ofMillis(60));
            return take(rule, 1).admitted();
        });
    }
}
