package io.highgate.gateway.upstream.discover;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.DnsSpec;
import io.highgate.testkit.FakeTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of DNS while it answers, does not, or says that there is nothing. */
class MemoryTest {

    private static final Question QUESTION = new Question("orders.test", Question.Kind.A);
    private static final Cadence CADENCE = Cadence.of(SpecShape.defaults(DnsSpec.class));
    private static final Answer GONE = new Answer.None(false, 0);
    private static final Answer SILENCE = new Answer.Failed("no answer");

    private final FakeTime time = new FakeTime();
    private final Memory memory = new Memory(CADENCE, new SplittableRandom(1));

    private static Answer.Some some(String address, long ttl) {
        try {
            return new Answer.Some(List.of(new Answer.Address(InetAddress.getByName(address))), ttl);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void take(Answer answer) {
        memory.take(QUESTION, answer, time.nanos());
    }

    private List<Answer.Entry> known() {
        return memory.entries(QUESTION);
    }

    @Test
    void isNotAskedAgainBeforeItsTimeIsOver() {
        assertThat(memory.isDue(QUESTION, time.nanos())).isTrue();
        take(some("10.0.0.1", 30));
        time.pass(Duration.ofSeconds(29));
        assertThat(memory.isDue(QUESTION, time.nanos())).isFalse();
        time.pass(Duration.ofSeconds(4));
        assertThat(memory.isDue(QUESTION, time.nanos())).isTrue();
    }

    @Test
    void noAnswerTakesNothingAwayHoweverLong() {
        Answer.Some first = some("10.0.0.1", 1);
        take(first);
        for (int i = 0; i < 100; i++) {
            time.pass(Duration.ofHours(1));
            take(SILENCE);
        }
        assertThat(known()).isEqualTo(first.entries());
        assertThat(memory.doubt()).isEqualTo("orders.test A: no answer");
        take(some("10.0.0.2", 1));
        assertThat(memory.doubt()).isNull();
        assertThat(known()).isNotEqualTo(first.entries());
    }

    @Test
    void nothingIsBelievedOnlyAfterThreeTimesAndAMinute() {
        take(some("10.0.0.1", 1));
        take(GONE);
        time.pass(Duration.ofMinutes(2));
        take(GONE);
        assertThat(known()).as("long enough, but said twice").isNotEmpty();
        take(GONE);
        assertThat(known()).isEmpty();
        take(some("10.0.0.1", 1));
        take(GONE);
        take(GONE);
        time.pass(Duration.ofSeconds(59));
        take(GONE);
        assertThat(known()).as("often enough, but not for long").isNotEmpty();
    }

    @Test
    void oneAnswerBetweenMakesTheCountBeginAnew() {
        take(some("10.0.0.1", 1));
        take(GONE);
        time.pass(Duration.ofMinutes(2));
        take(GONE);
        take(some("10.0.0.1", 1));
        take(GONE);
        take(GONE);
        assertThat(known()).isNotEmpty();
    }

    @Test
    void whatWasNeverThereIsNothingAtOnce() {
        take(GONE);
        assertThat(known()).isEmpty();
        assertThat(memory.doubt()).isNull();
        assertThat(memory.problem(QUESTION)).isEqualTo("there is no name orders.test");
    }

    @Test
    void aQuestionNobodyAsksAnyMoreIsForgotten() {
        take(some("10.0.0.1", 1));
        memory.keepOnly(List.of(new Question("other.test", Question.Kind.A)));
        assertThat(known()).isEmpty();
        assertThat(memory.isDue(QUESTION, time.nanos())).isTrue();
    }

    @Property(tries = 500)
    void everyWaitKeepsTheBounds(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long ttl,
            @ForAll @DoubleRange(min = 0, max = 1) double chance,
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures) {
        assertThat(CADENCE.after(ttl, chance)).isBetween(CADENCE.least(), CADENCE.most());
        assertThat(CADENCE.whileDoubted(ttl, chance)).isBetween(CADENCE.least(), CADENCE.most());
        assertThat(CADENCE.afterFailures(failures, chance))
                .isBetween(
                        Duration.ofMillis(750).toNanos(), Duration.ofSeconds(10).toNanos());
    }
}
