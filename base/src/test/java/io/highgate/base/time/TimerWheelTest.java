package io.highgate.base.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The wheel against the plainest model there is: a map from time-out to due time. */
class TimerWheelTest {

    private static final long TICK = 10;

    private long now = 7;
    private TimerWheel wheel = newWheel();
    private final List<String> fired = new ArrayList<>();

    private TimerWheel newWheel() {
        return new TimerWheel(() -> now, Duration.ofNanos(TICK), 8);
    }

    private Timeout named(String name) {
        return doing(() -> fired.add(name));
    }

    private static Timeout doing(Runnable action) {
        return new Timeout() {
            @Override
            protected void fire() {
                action.run();
            }
        };
    }

    private void pass(long nanos) {
        now += nanos;
        wheel.advance();
    }

    /** One thing done to a wheel. */
    sealed interface Step {
        record Arm(int timeout, long nanos) implements Step {}

        record Cancel(int timeout) implements Step {}

        record Pass(long nanos) implements Step {}
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> timeout = Arbitraries.integers().between(0, 4);
        Arbitrary<Step> arm = Combinators.combine(timeout, Arbitraries.longs().between(-5, 500))
                .as(Step.Arm::new);
        Arbitrary<Step> cancel = timeout.map(Step.Cancel::new);
        Arbitrary<Step> pass = Arbitraries.longs().between(0, 300).map(Step.Pass::new);
        return Arbitraries.oneOf(arm, cancel, pass).list().ofMaxSize(60);
    }

    @Property(tries = 500)
    void firesEachArmedTimeoutOnceNeverEarlyAndLateByAtMostATick(@ForAll("steps") List<Step> steps) {
        wheel = newWheel();
        TreeMap<Integer, Long> due = new TreeMap<>();
        List<Integer> rang = new ArrayList<>();
        List<Timeout> timeouts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int id = i;
            timeouts.add(doing(() -> rang.add(id)));
        }
        for (Step step : steps) {
            switch (step) {
                case Step.Arm arm -> {
                    wheel.arm(timeouts.get(arm.timeout()), arm.nanos());
                    due.put(arm.timeout(), now + Math.max(0, arm.nanos()));
                }
                case Step.Cancel cancel -> {
                    wheel.cancel(timeouts.get(cancel.timeout()));
                    due.remove(cancel.timeout());
                }
                case Step.Pass pass -> {
                    rang.clear();
                    pass(pass.nanos());
                    assertThat(rang)
                            .doesNotHaveDuplicates()
                            .allSatisfy(
                                    id -> assertThat(due.remove(id)).isNotNull().isLessThanOrEqualTo(now));
                    assertThat(due.values()).allMatch(at -> at + TICK > now);
                }
            }
            assertThat(wheel.armed()).isEqualTo(due.size());
            due.keySet().forEach(id -> assertThat(timeouts.get(id).isArmed()).isTrue());
        }
    }

    @Test
    void aTimeoutMayArmItselfAgainWhileItFires() {
        List<Long> times = new ArrayList<>();
        Timeout[] self = new Timeout[1];
        self[0] = doing(() -> {
            times.add(now);
            wheel.arm(self[0], 0);
        });
        wheel.arm(self[0], 0);
        for (int i = 0; i < 3; i++) {
            pass(TICK);
        }
        assertThat(times).hasSize(3).doesNotHaveDuplicates();
        assertThat(wheel.armed()).isEqualTo(1);
    }

    @Test
    void aTimeoutMayCancelItsNeighbourWhileItFires() {
        Timeout neighbour = named("neighbour");
        wheel.arm(doing(() -> wheel.cancel(neighbour)), 5);
        wheel.arm(neighbour, 5);
        pass(100);
        assertThat(fired).isEmpty();
        assertThat(wheel.armed()).isZero();
    }

    @Test
    void aTimeoutMayMoveItsNeighbourWhileItFires() {
        Timeout neighbour = named("neighbour");
        wheel.arm(doing(() -> wheel.arm(neighbour, 50)), 5);
        wheel.arm(neighbour, 5);
        pass(20);
        assertThat(fired).isEmpty();
        pass(60);
        assertThat(fired).containsExactly("neighbour");
    }

    @Test
    void aDefectInOneTimeoutDoesNotLoseItsNeighbours() {
        wheel.arm(
                doing(() -> {
                    throw new IllegalStateException("a defect");
                }),
                5);
        wheel.arm(named("neighbour"), 5);
        now += 20;
        assertThatThrownBy(wheel::advance).hasMessage("a defect");
        pass(80);
        assertThat(fired).containsExactly("neighbour");
        assertThat(wheel.armed()).isZero();
    }

    @Test
    void aPauseOfManyRoundsFiresAllThatIsDue() {
        wheel.arm(named("soon"), 1);
        wheel.arm(named("rounds later"), 1_000);
        wheel.arm(named("not yet"), 1_000_000);
        pass(10_000);
        assertThat(fired).containsExactlyInAnyOrder("soon", "rounds later");
    }

    @Test
    void aTimeSpanBeyondCountingNeverFiresEarly() {
        now += 1_000;
        wheel.arm(named("never"), Long.MAX_VALUE);
        pass(1_000);
        assertThat(fired).isEmpty();
    }

    @Test
    void slotsMustBeAPowerOfTwo() {
        assertThatThrownBy(() -> new TimerWheel(() -> 0, Duration.ofNanos(1), 6))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
