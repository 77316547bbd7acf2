package io.highgate.gateway.quota;

import io.highgate.store.StoreAwayException;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReachTest {

    private final FakeTime time = new FakeTime();
    private final Reach reach = new Reach(time);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            reach.failed(new StoreAwayException("Redis: it is away", true, null));
        }
    }

    @Test
    void oneOrTwoLateAnswersAreNoAbsence() {
        fail(2);
        assertThat(reach.isAway()).isFalse();
        reach.answered();
        fail(2);
        assertThat(reach.isAway()).isFalse();
        assertThat(reach.isWorthAsking()).isTrue();
    }

    @Test
    void threeInARowAreAndThenOneRequestInAQuarterOfASecondAsks() {
        fail(5);
        assertThat(reach.isAway()).isTrue();
        assertThat(reach.flips()).isEqualTo(1);
        assertThat(reach.isWorthAsking()).isFalse();
        time.pass(Duration.ofMillis(250));
        assertThat(reach.isWorthAsking()).isTrue();
        assertThat(reach.isWorthAsking()).isFalse();
        time.pass(Duration.ofMillis(250));
        assertThat(reach.isWorthAsking()).isTrue();
    }

    @Test
    void oneAnswerEndsIt() {
        fail(3);
        time.pass(Duration.ofSeconds(3));
        reach.answered();
        assertThat(reach.isAway()).isFalse();
        assertThat(reach.isWorthAsking()).isTrue();
        fail(2);
        assertThat(reach.isAway()).isFalse();
        fail(1);
        assertThat(reach.flips()).isEqualTo(2);
    }
}
