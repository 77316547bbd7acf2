package io.highgate.gateway.flow.backlog;

import io.highgate.base.unit.DataSize;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is read ahead for, who is cut and who is refused as buffers fill and empty. */
class BacklogTest {

    private static final int KIB = 1024;
    private static final long BOUND = 1024 * KIB;

    private final FakeTime time = new FakeTime();
    private final BacklogBound bound = new BacklogBound(2, BOUND);
    private final Backlog backlog = new Backlog(0, time, bound);
    private final Backlog other = new Backlog(1, time, bound);

    private FakeConnection client(long pending) {
        FakeConnection client = new FakeConnection(backlog, Side.CLIENT);
        client.write(pending);
        return client;
    }

    private List<FakeConnection> clients(int count, long pending) {
        return Stream.generate(() -> client(pending)).limit(count).toList();
    }

    /** Time passes, beat for beat. */
    private void pass(Duration duration) {
        for (Duration left = duration; left.isPositive(); left = left.minusMillis(50)) {
            time.pass(Duration.ofMillis(50));
            backlog.beat();
            other.beat();
        }
    }

    @Test
    void whatIsWrittenCountsAtOnceAndWhatIsTakenAtTheNextBeat() {
        FakeConnection client = client(100 * KIB);
        assertThat(bound.total()).isEqualTo(100 * KIB);
        client.take(60 * KIB);
        pass(Duration.ofMillis(50));
        assertThat(bound.total()).isEqualTo(40 * KIB);
        client.take(40 * KIB);
        pass(Duration.ofMillis(50));
        assertThat(bound.total()).isZero();
    }

    @Test
    void whoeverClosesCountsNoMoreHoweverOften() {
        FakeConnection client = client(100 * KIB);
        client(10 * KIB);
        client.close();
        client.close();
        client.write(5 * KIB);
        assertThat(bound.total()).isEqualTo(10 * KIB);
    }

    @Test
    void belowHalfOfTheBoundEveryoneIsReadAheadForAsUsual() {
        List<FakeConnection> clients = clients(7, 64 * KIB);
        pass(Duration.ofMinutes(1));
        assertThat(clients).allSatisfy(it -> {
            assertThat(it.narrowed()).isEqualTo(Pressure.EASY);
            assertThat(it.wasCut()).isNull();
        });
    }

    @Test
    void fromHalfOfTheBoundOnLessIsReadAheadButNobodyIsCut() {
        List<FakeConnection> clients = clients(9, 64 * KIB);
        pass(Duration.ofMinutes(1));
        assertThat(clients).allSatisfy(it -> {
            assertThat(it.narrowed()).isEqualTo(Pressure.TIGHT);
            assertThat(it.wasCut()).isNull();
        });
        clients.forEach(it -> it.take(50 * KIB));
        pass(Duration.ofMillis(100));
        assertThat(clients).allSatisfy(it -> assertThat(it.narrowed()).isEqualTo(Pressure.EASY));
    }

    @Test
    void beyondTheBoundThoseAreCutThatHaveTakenNothingForLongest() {
        List<FakeConnection> old = clients(6, 64 * KIB);
        pass(Duration.ofSeconds(1));
        List<FakeConnection> young = clients(11, 64 * KIB);
        pass(Duration.ofMillis(950));
        assertThat(young).allSatisfy(it -> assertThat(it.wasCut()).isNull());
        assertThat(old.stream().filter(it -> it.wasCut() == Cut.STALLED)).hasSize(4);
        assertThat(bound.total()).isLessThan(BOUND / 8 * 7);
        assertThat(bound.cuts(Side.CLIENT, Cut.STALLED)).isEqualTo(4);
    }

    @Test
    void whoGoesOnTakingIsNotCutForThoseWhoDoNot() {
        FakeConnection reader = client(64 * KIB);
        List<FakeConnection> stalled = clients(16, 64 * KIB);
        for (int i = 0; i < 40; i++) {
            reader.take(16 * KIB);
            pass(Duration.ofMillis(50));
            reader.write(16 * KIB);
        }
        assertThat(reader.wasCut()).isNull();
        assertThat(stalled).anySatisfy(it -> assertThat(it.wasCut()).isEqualTo(Cut.STALLED));
    }

    @Test
    void anOctetNowAndThenIsNoTaking() {
        FakeConnection trickling = client(64 * KIB);
        pass(Duration.ofMillis(100));
        List<FakeConnection> later = new ArrayList<>(clients(16, 64 * KIB));
        for (int i = 0; i < 25; i++) {
            trickling.take(32);
            pass(Duration.ofMillis(50));
        }
        assertThat(trickling.wasCut()).isEqualTo(Cut.STALLED);
        assertThat(later.stream().filter(it -> it.wasCut() != null)).hasSizeLessThan(4);
    }

    @Test
    void nobodyIsCutWithinASecondHoweverFullBuffersAreButNothingMoreIsAskedFor() {
        List<FakeConnection> burst = clients(21, 64 * KIB);
        assertThat(backlog.refuses()).isTrue();
        pass(Duration.ofMillis(900));
        assertThat(burst).allSatisfy(it -> assertThat(it.wasCut()).isNull());
        assertThat(backlog.refuses()).isTrue();
        pass(Duration.ofMillis(200));
        assertThat(backlog.refuses()).isFalse();
        assertThat(backlog.pressure()).isEqualTo(Pressure.TIGHT);
    }

    @Test
    void atTheWallWhoeverWouldGrowIsCutButSmallAnswersStillGoOut() {
        List<FakeConnection> burst = clients(24, 64 * KIB);
        FakeConnection growing = client(64 * KIB);
        FakeConnection small = client(10 * KIB);
        assertThat(growing.wasCut()).isEqualTo(Cut.OVERFLOW);
        assertThat(small.wasCut()).isNull();
        assertThat(burst).allSatisfy(it -> assertThat(it.wasCut()).isNull());
        assertThat(bound.total()).isLessThanOrEqualTo(BOUND / 2 * 3 + 16 * KIB);
    }

    @Test
    void operatorsAreNeverCut() {
        FakeConnection operator = new FakeConnection(backlog, Side.OPERATOR);
        operator.write(500 * KIB);
        clients(30, 64 * KIB);
        operator.write(100 * KIB);
        pass(Duration.ofSeconds(10));
        assertThat(operator.wasCut()).isNull();
        assertThat(bound.total()).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void eachLoopCutsItsPartOfWhatIsTooMuch() {
        List<FakeConnection> here = clients(12, 64 * KIB);
        List<FakeConnection> there = Stream.generate(() -> new FakeConnection(other, Side.ENDPOINT))
                .limit(6)
                .toList();
        there.forEach(it -> it.write(64 * KIB));
        pass(Duration.ofMillis(1_100));
        assertThat(here.stream().filter(it -> it.wasCut() != null)).hasSizeBetween(2, 4);
        assertThat(there.stream().filter(it -> it.wasCut() != null)).hasSizeBetween(1, 2);
        assertThat(bound.total()).isLessThanOrEqualTo(BOUND / 8 * 7);
        assertThat(bound.cuts(Side.ENDPOINT, Cut.STALLED)).isPositive();
    }

    @Test
    void aNewBoundHoldsFromTheNextBeat() {
        List<FakeConnection> clients = clients(4, 64 * KIB);
        bound.bound(DataSize.ofKiB(64));
        pass(Duration.ofMillis(1_100));
        assertThat(clients).allSatisfy(it -> assertThat(it.wasCut()).isEqualTo(Cut.STALLED));
        bound.bound(DataSize.ofKiB(1 << 20));
        assertThat(bound.bound()).as("no more than there is").isEqualTo(BOUND);
        bound.bound(null);
        assertThat(bound.bound()).isEqualTo(BOUND);
    }

    @Test
    void whatIsKeptForOthersCountsToo() {
        backlog.keep(600 * KIB);
        pass(Duration.ofMillis(50));
        assertThat(backlog.isTight()).isTrue();
        backlog.keep(-600 * KIB);
        pass(Duration.ofMillis(50));
        assertThat(backlog.isTight()).isFalse();
        assertThat(bound.total()).isZero();
    }
}
