package io.highgate.registries.eureka;

import io.highgate.registries.ask.Remarks;
import io.highgate.registries.entry.Loose;
import io.highgate.testkit.FakeTime;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class CopyTest {

    private static final Duration NEARLY = Copy.GRACE.minusMillis(1);

    private final FakeTime time = new FakeTime();
    private final Copy copy = new Copy();

    private static Registered one(String id) {
        return one(id, "UP", 0);
    }

    private static Registered one(String id, String status, long updated) {
        return one(id, id, status, updated, "ADDED");
    }

    private static Registered one(String id, String host, String status, long updated, String action) {
        return requireNonNull(Registered.read(
                "ORDERS",
                new Loose(Map.of(
                        "instanceId", id,
                        "hostName", host,
                        "status", status,
                        "port", 80L,
                        "lastUpdatedTimestamp", updated,
                        "actionType", action))));
    }

    private static Registered gone(String id, long updated) {
        return one(id, id, "UP", updated, "DELETED");
    }

    private void whole(Registered... instances) {
        copy.whole(List.of(instances), time.nanos());
    }

    private List<String> ids() {
        copy.expire(time.nanos());
        List<Listed> listed = requireNonNull(
                copy.listed(Set.of("orders"), new Remarks("eureka")).get("orders"));
        return listed.stream().map(it -> it.instance().id()).toList();
    }

    @Test
    void aServerThatHasJustStartedTakesNobodyAway() {
        whole(one("a"), one("b"));
        copy.serverIsAway();
        time.pass(Duration.ofHours(1));
        whole();

        assertThat(ids()).containsExactly("a", "b");
        assertThat(copy.kept()).isEqualTo(2);
        assertThat(copy.applications()).containsExactly("ORDERS");
    }

    @Test
    void whoHasNotComeBackInTimeIsGone() {
        whole(one("a"), one("b"));
        copy.serverIsAway();
        whole();
        time.pass(NEARLY);
        whole(one("b"));
        assertThat(ids()).containsExactly("a", "b");

        time.pass(Duration.ofMillis(1));
        assertThat(ids()).containsExactly("b");
        time.pass(Copy.GRACE);
        assertThat(ids()).containsExactly("b");
    }

    @Test
    void timeInWhichNobodyAnswersDoesNotCount() {
        whole(one("a"));
        whole();
        time.pass(NEARLY);
        copy.serverIsAway();
        time.pass(Duration.ofHours(1));
        whole();
        assertThat(ids()).containsExactly("a");

        time.pass(NEARLY);
        assertThat(ids()).containsExactly("a");
        time.pass(Duration.ofMillis(1));
        assertThat(ids()).isEmpty();
    }

    @Test
    void askingForEverythingAgainDoesNotProlongIt() {
        whole(one("a"));
        for (int i = 0; i < 10; i++) {
            whole();
            time.pass(Duration.ofSeconds(9));
        }

        assertThat(ids()).isEmpty();
    }

    @Test
    void whoIsToldToBeTakenOutIsGoneAtOnce() {
        whole(one("a"), one("b"));
        whole(one("b"));
        copy.changes(List.of(gone("a", 0), gone("b", 0), gone("c", 0)));

        assertThat(ids()).isEmpty();
    }

    @Test
    void changesAreAddedAndReplaced() {
        whole(one("a"));
        copy.changes(List.of(one("a", "DOWN", 5), one("b")));

        assertThat(ids()).containsExactly("a", "b");
        assertThat(copy.counts()).isEqualTo("DOWN_1_UP_1_");
    }

    @Test
    void aChangeOutOfAnOldCacheDoesNotUndoWhatIsNewer() {
        whole(one("a", "UP", 9));
        copy.changes(List.of(gone("a", 8)));
        assertThat(ids()).containsExactly("a");

        copy.changes(List.of(gone("a", 9)));
        assertThat(ids()).isEmpty();
    }

    @Test
    void whoIsMissingDoesNotCount() {
        whole(one("a"), one("b", "STARTING", 0));
        whole(one("a"));

        assertThat(copy.counts()).isEqualTo("UP_1_");
        whole();
        assertThat(copy.counts()).isEmpty();
    }

    @Test
    void whoIsMissingGivesWayToItselfWithAnotherId() {
        whole(one("a", "10.0.0.1", "UP", 0, "ADDED"));
        whole(one("b", "10.0.0.1", "UP", 0, "ADDED"));

        assertThat(ids()).containsExactly("b");
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(copy.isFilled()).isFalse();
        assertThat(ids()).isEmpty();
        whole();
        assertThat(copy.isFilled()).isTrue();
    }
}
