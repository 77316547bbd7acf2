package io.highgate.registries.nacos;

import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DoubtTest {

    private final FakeTime time = new FakeTime();
    private final Doubt<String> doubt = new Doubt<>(time, it -> it.substring(0, 1));

    @Test
    void whoLeavesWhileOthersStayIsGoneAtOnce() {
        doubt.after(List.of("a", "b"));
        assertThat(doubt.after(List.of("b"))).containsExactly("b");
    }

    @Test
    void allGoneAtOnceIsNotBelievedForAWhile() {
        doubt.after(List.of("a", "b"));
        assertThat(doubt.after(List.of())).containsExactly("a", "b");
        time.pass(Doubt.GRACE.minusMillis(1));
        assertThat(doubt.after(List.of())).containsExactly("a", "b");
        time.pass(Duration.ofMillis(1));
        assertThat(doubt.after(List.of())).isEmpty();
    }

    /** A server that was started anew hears of one after the other. */
    @Test
    void thoseWhoComeBackDoNotMakeTheOthersGo() {
        doubt.after(List.of("a", "b", "c"));
        doubt.after(List.of());
        time.pass(Duration.ofSeconds(3));
        assertThat(doubt.after(List.of("b2"))).containsExactly("b2", "a", "c");
        time.pass(Duration.ofSeconds(3));
        assertThat(doubt.after(List.of("a", "b2", "c"))).containsExactly("a", "b2", "c");
        assertThat(doubt.after(List.of("a")))
                .as("all were there: believed again")
                .containsExactly("a");
    }

    @Test
    void behindAFailureNobodyIsMissedForAWhile() {
        doubt.after(List.of("a", "b"));
        doubt.failed();
        assertThat(doubt.after(List.of("a"))).containsExactly("a", "b");
        time.pass(Doubt.GRACE);
        assertThat(doubt.after(List.of("a"))).containsExactly("a");
    }

    @Test
    void nobodyFromTheBeginningIsNobody() {
        assertThat(doubt.after(List.of())).isEmpty();
        doubt.failed();
        assertThat(doubt.after(List.of())).isEmpty();
    }

    /** Otherwise an empty service would be remembered for ever by a server that fails each quarter of a minute. */
    @Test
    void eachFailureBeginsTheWaitAnewButNoEmptyListDoes() {
        doubt.after(List.of("a"));
        for (int i = 0; i < 14; i++) {
            doubt.after(List.of());
            time.pass(Duration.ofSeconds(1));
        }
        time.pass(Duration.ofSeconds(1));
        assertThat(doubt.after(List.of())).isEmpty();
    }
}
