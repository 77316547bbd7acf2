package io.highgate.center.evict;

import io.highgate.store.registry.Overdue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Guard guard = new Guard(GuardRules.USUAL);
    private final Map<String, Integer> leased = new HashMap<>(Map.of("a", 100, "b", 100));
    private boolean dead;
    private long lateMillis = 500;
    private boolean full;

    private Verdict look(long now, int all, List<String> late) {
        Map<String, Long> millis = new HashMap<>();
        late.forEach(it -> millis.put(it, lateMillis));
        return guard.look(
                now, new Overdue(late, late.size(), all, millis), full, it -> leased.getOrDefault(it, 0), it -> dead);
    }

    private static List<String> of(String cell, int count) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(cell + "/" + i);
        }
        return keys;
    }

    @Test
    void whoFallsSilentAloneIsTakenOut() {
        Verdict verdict = look(0, 200, of("a", 2));
        assertThat(verdict.evict()).hasSize(2);
        assertThat(verdict.freezes()).isEmpty();
    }

    @Test
    void thirtyPercentOfACellAreTakenOutAndOneMoreIsNot() {
        assertThat(look(0, 1_000, of("a", 30)).evict()).hasSize(30);
        Verdict verdict = look(0, 1_000, of("a", 31));
        assertThat(verdict.evict()).isEmpty();
        assertThat(verdict.doubt()).hasSize(31);
        assertThat(verdict.freezes()).containsExactly(new Freeze("a", 31, 100));
        assertThat(verdict.freezes().getFirst().sentence())
                .startsWith("31 of 100 of the leases of cell a ran out within one window");
    }

    @Test
    void aFrozenCellDoesNotKeepOthers() {
        List<String> late = of("a", 50);
        late.addAll(of("b", 1));
        Verdict verdict = look(0, 1_000, late);
        assertThat(verdict.evict()).containsExactly("b/0");
        assertThat(verdict.doubt()).hasSize(50);
    }

    @Test
    void moreThanFifteenPercentOfAllKeepEverybody() {
        List<String> late = of("a", 16);
        late.addAll(of("b", 16));
        Verdict verdict = look(0, 200, late);
        assertThat(verdict.evict()).isEmpty();
        assertThat(verdict.freezes()).containsExactly(new Freeze(Freeze.ALL, 32, 200));
    }

    @Test
    void oneOfTwoCopiesMayEnd() {
        leased.put("c", 2);
        assertThat(look(0, 4, of("c", 2)).evict()).hasSize(2);
    }

    @Test
    void whoWasTakenOutWithinTheWindowCountsAlong() {
        guard.evicted(0, of("a", 30));
        leased.put("a", 70);
        assertThat(look(SECOND, 1_000, of("a", 3)).evict()).isEmpty();
        assertThat(look(31 * SECOND, 1_000, of("a", 3)).evict()).hasSize(3);
    }

    @Test
    void itEndsByItselfWhenFewEnoughAreLate() {
        assertThat(look(0, 1_000, of("a", 60)).freezes()).isNotEmpty();
        assertThat(look(SECOND, 1_000, of("a", 20)).evict()).hasSize(20);
    }

    @Test
    void whoIsSilentForLongAndDeadAsWellIsTakenOutAllTheSame() {
        lateMillis = Duration.ofMinutes(6).toMillis();
        assertThat(look(0, 1_000, of("a", 60)).evict()).isEmpty();
        dead = true;
        Verdict verdict = look(0, 1_000, of("a", 60));
        assertThat(verdict.evict()).hasSize(60);
    }

    @Test
    void whoeverWasNotLetInMayHaveWantedToBeat() {
        full = true;
        Verdict verdict = look(0, 200, of("a", 1));
        assertThat(verdict.evict()).isEmpty();
        assertThat(verdict.doubt()).containsExactly("a/0");
        assertThat(verdict.freezes()).containsExactly(new Freeze(Freeze.NO_ROOM, 1, 200));
        assertThat(verdict.freezes().getFirst().sentence()).startsWith("1 of 200 leases ran out while we had no room");
        assertThat(look(0, 200, List.of()).freezes()).isEmpty();
    }

    @Test
    void nobodyLateIsNoReasonToFreeze() {
        guard.evicted(0, of("a", 90));
        Verdict verdict = look(SECOND, 110, List.of());
        assertThat(verdict.freezes()).isEmpty();
    }
}
