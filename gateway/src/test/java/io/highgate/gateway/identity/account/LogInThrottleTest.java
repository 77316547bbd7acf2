package io.highgate.gateway.identity.account;

import io.highgate.store.StoreAwayException;
import io.highgate.store.counter.Counted;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.memory.MemoryCounters;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogInThrottleTest {

    private final TestTime clock = new TestTime();
    private final MemoryCounters counters = new MemoryCounters(clock, 10_000);
    private final LogInThrottle throttle = new LogInThrottle(counters, counters, 10);

    /** How long somebody has to wait. */
    private Duration enter(String name, String address) {
        return throttle.enter(name, address).toCompletableFuture().join();
    }

    @Test
    void anAddressHasTenTriesAMinuteWhoeverItTries() {
        for (int i = 0; i < 10; i++) {
            assertThat(enter("user" + i, "192.0.2.1")).isZero();
        }
        assertThat(enter("another", "192.0.2.1")).isEqualTo(Duration.ofMinutes(1));
        clock.pass(Duration.ofSeconds(20));
        assertThat(enter("another", "192.0.2.1")).isEqualTo(Duration.ofSeconds(40));
        assertThat(enter("another", "192.0.2.2")).isZero();
        clock.pass(Duration.ofSeconds(40));
        assertThat(enter("another", "192.0.2.1")).isZero();
    }

    /** One customer has a /64 at least; each address of it would be a new one. */
    @Test
    void ofIpv6TheNetworkCounts() {
        for (int i = 0; i < 10; i++) {
            assertThat(enter("user" + i, "2001:db8:0:1::" + i)).isZero();
        }
        assertThat(enter("another", "2001:db8:0:1:ffff::1")).isPositive();
        assertThat(enter("another", "2001:db8:0:2::1")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1,c0000201", "2001:db8:1:2:3:4:5:6,20010db800010002", "::ffff:192.0.2.1,c0000201"})
    void addressesAreCountedByWhatTheyAre(String address, String network) {
        assertThat(LogInThrottle.network(address)).isEqualTo(network);
    }

    @Test
    void whatIsNoAddressIsCountedAsWell() {
        assertThat(LogInThrottle.network("unknown")).hasSize(32);
        assertThat(LogInThrottle.network("x".repeat(100_000))).hasSize(32);
    }

    @Test
    void aUserHasFewTriesAMinuteFromEverywhereTogether() {
        for (int i = 0; i < 5; i++) {
            assertThat(enter("jane", "192.0.2." + i)).isZero();
        }
        assertThat(enter("jane", "192.0.2.99")).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(enter("john", "192.0.2.99")).isZero();
    }

    @Test
    void theMoreWentWrongTheFewerTriesThereAreButNeverNone() {
        int[] perMinute = new int[59];
        for (int minute = 0; minute < perMinute.length; minute++) {
            for (int i = 0; i < 10; i++) {
                perMinute[minute] += enter("jane", "10." + minute + ".0." + i).isZero() ? 1 : 0;
            }
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(perMinute[0]).isEqualTo(5);
        assertThat(perMinute[10]).isEqualTo(2);
        assertThat(perMinute[58]).isEqualTo(1);
        assertThat(perMinute).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void whoIsBeingGuessedAtStillGetsInFromAKnownAddress() {
        throttle.succeeded("jane", "198.51.100.7").toCompletableFuture().join();
        for (int i = 0; i < 8; i++) {
            enter("jane", "192.0.2." + i);
        }
        assertThat(enter("jane", "192.0.2.99")).isPositive();
        assertThat(enter("jane", "198.51.100.7")).isZero();
        clock.pass(Duration.ofDays(31));
        for (int i = 0; i < 8; i++) {
            enter("jane", "192.0.2." + i);
        }
        assertThat(enter("jane", "198.51.100.7")).isPositive();
    }

    @Test
    void aRightPasswordForgivesTheWrongOnes() {
        for (int i = 0; i < 5; i++) {
            enter("jane", "192.0.2." + i);
        }
        throttle.succeeded("jane", "192.0.2.200").toCompletableFuture().join();
        assertThat(enter("jane", "192.0.2.99")).isZero();
    }

    /** Counters of everybody that are away must not mean that anybody may guess as often as they like. */
    @Test
    void itIsCountedHereWhileTheSharedCountersAreAway() {
        LogInThrottle alone = new LogInThrottle(new AwayCounters(), counters, 3);

        for (int i = 0; i < 3; i++) {
            assertThat(alone.enter("user" + i, "192.0.2.1")
                            .toCompletableFuture()
                            .join())
                    .isZero();
        }
        assertThat(alone.enter("another", "192.0.2.1").toCompletableFuture().join())
                .isPositive();
        assertThat(alone.succeeded("jane", "192.0.2.1").toCompletableFuture()).isCompleted();
    }

    /** Shared counters that do not answer. */
    private static final class AwayCounters implements CounterStore {
        @Override
        public CompletionStage<Counted> add(String key, long amount, Duration time) {
            return CompletableFuture.failedStage(new StoreAwayException("redis is away", false, null));
        }

        @Override
        public CompletionStage<Void> reset(String key) {
            return CompletableFuture.failedStage(new StoreAwayException("redis is away", false, null));
        }
    }
}
