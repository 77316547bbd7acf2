package io.highgate.store.contract;

import io.highgate.store.lease.Lease;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Overdue;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every registry promises of leases, marks and fences. The store is empty before each test. */
public abstract class RegistryContract {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration SHORT = Duration.ofMillis(300);

    protected abstract RegistryStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    static Entry entry(String key, @Nullable Duration lease) {
        return new Entry(key, "facts of " + key, lease, Map.of());
    }

    static Lease fence(long epoch) {
        return new Lease("patrol", "center-" + epoch, epoch);
    }

    private boolean put(String key, @Nullable Duration lease) {
        return done(store().put(entry(key, lease)));
    }

    private Entry found(String key) {
        return Objects.requireNonNull(done(store().all()).entries().get(key), key);
    }

    /** Waits until the leases of these have run out. */
    private void overdue(String... keys) {
        overdue(SHORT, keys);
    }

    private void overdue(Duration lease, String... keys) {
        pass(lease);
        until("they are overdue", () -> done(store().overdue(10)).keys().containsAll(List.of(keys)));
    }

    @Test
    void atFirstThereIsNothing() {
        Registered all = done(store().all());
        assertThat(all.entries()).isEmpty();
        assertThat(all.seq()).isZero();
        assertThat(all.epoch()).isNotBlank().isEqualTo(done(store().all()).epoch());
        assertThat(done(store().overdue(10))).isEqualTo(new Overdue(List.of(), 0, 0, Map.of()));
    }

    @Test
    void whatIsRegisteredIsThere() {
        assertThat(put("crm/a", MINUTE)).isTrue();
        assertThat(put("crm/b", null)).isTrue();
        Registered before = done(store().all());
        assertThat(before.entries())
                .containsOnly(Map.entry("crm/a", entry("crm/a", MINUTE)), Map.entry("crm/b", entry("crm/b", null)));
        assertThat(put("crm/a", MINUTE)).isFalse();
        assertThat(done(store().all())).isEqualTo(before);
    }

    @Test
    void newFactsReplaceTheOldAndMarksStay() {
        Entry marked = entry("crm/a", MINUTE).withMark("state", "DOWN").withMark("why", "timeout");
        done(store().put(marked));
        assertThat(found("crm/a")).isEqualTo(marked);
        done(store().put(new Entry("crm/a", "others", null, Map.of("state", "UP"))));
        assertThat(found("crm/a")).isEqualTo(marked.withFacts("others", null));
        done(store().put(marked.withFacts("others", MINUTE)));
        assertThat(found("crm/a")).isEqualTo(marked.withFacts("others", MINUTE));
    }

    @Test
    void anythingMayStandInNamesAndFacts() {
        for (String text : List.of("", "\"", "\\u0000\u0000", "\u4f60\ud83d\ude00", "a\nb\tc\r", "{}", "[1,2]", "7")) {
            Entry entry = new Entry("crm/" + text, text, MINUTE, Map.of("1", text, "m" + text, "7"));
            done(store().put(entry));
            assertThat(found("crm/" + text)).isEqualTo(entry);
            assertThat(done(store().mark(entry.key(), text, text, null))).isTrue();
            assertThat(found("crm/" + text)).isEqualTo(entry.withMark(text, text));
            assertThat(done(store().remove(entry.key()))).isTrue();
        }
    }

    @Test
    void whatMakesNoSenseIsNoEntry() {
        assertThatThrownBy(() -> entry(" ", MINUTE)).hasMessageContaining("needs a key");
        assertThatThrownBy(() -> entry("a/b", Duration.ZERO)).hasMessageContaining("lease of a/b is PT0S");
        assertThatThrownBy(() -> entry("a/b", Duration.ofSeconds(-1))).hasMessageContaining("1 ms at least");
        assertThat(entry("a/b", Duration.ofNanos(1_999_999))).isEqualTo(entry("a/b", Duration.ofMillis(1)));
    }

    @Test
    void onlyWhatIsMissingIsPutBack() {
        done(store().put(new Entry("crm/a", "new", MINUTE, Map.of())));
        Entry marked = entry("crm/b", MINUTE).withMark("state", "DOWN");
        assertThat(done(store().restore(List.of(entry("crm/a", MINUTE), marked, entry("crm/c", null)))))
                .isEqualTo(2);
        assertThat(done(store().restore(List.of(marked)))).isZero();
        assertThat(done(store().restore(List.of()))).isZero();
        assertThat(found("crm/a").facts()).isEqualTo("new");
        assertThat(found("crm/b")).isEqualTo(marked);
        assertThat(done(store().overdue(10)).leased()).isEqualTo(2);
    }

    @Test
    void whoRenewsIsToldWhoIsNotThere() {
        put("crm/a", MINUTE);
        put("crm/b", null);
        assertThat(done(store().renew(List.of("crm/a", "crm/b", "crm/none")))).isEqualTo(Set.of("crm/b", "crm/none"));
        assertThat(done(store().renew(List.of("crm/a")))).isEmpty();
        assertThat(done(store().renew(List.of()))).isEmpty();
    }

    @Test
    void aLeaseThatHasRunOutIsOverdueAndNoMore() {
        Duration longer = Duration.ofSeconds(2); // than it takes to ask
        put("crm/a", longer);
        put("crm/b", SHORT);
        put("crm/c", null);
        overdue(longer, "crm/a", "crm/b");
        assertThat(done(store().all()).entries()).hasSize(3);
        assertThat(done(store().renew(List.of("crm/a")))).isEmpty();
        assertThat(put("crm/b", MINUTE)).isFalse();
        assertThat(done(store().overdue(10)).late()).isZero();
    }

    @Test
    void whoRenewsInTimeIsNeverOverdue() {
        put("crm/a", SHORT);
        done(store().put(entry("crm/a", MINUTE)));
        put("crm/b", MINUTE);
        pass(SHORT);
        Overdue overdue = done(store().overdue(10));
        assertThat(overdue.keys()).isEmpty();
        assertThat(overdue.leased()).isEqualTo(2);
    }

    @Test
    void theLongestOverdueIsFirst() {
        put("crm/b", Duration.ofMillis(1)); // first, so that their order holds however slow the machine is
        put("crm/a", Duration.ofMillis(60));
        put("crm/c", Duration.ofMillis(120));
        put("crm/d", MINUTE);
        pass(SHORT);
        Overdue all = done(store().overdue(10));
        assertThat(all.keys()).containsExactly("crm/b", "crm/a", "crm/c");
        assertThat(all.late()).isEqualTo(3);
        assertThat(all.leased()).isEqualTo(4);
        assertThat(all.overdueMillis()).containsOnlyKeys(all.keys());
        assertThat(all.overdueMillis().get("crm/b")).isGreaterThanOrEqualTo(299);
        Overdue one = done(store().overdue(1));
        assertThat(one.keys()).containsExactly("crm/b");
        assertThat(one.late()).isEqualTo(3);
        assertThat(one.overdueMillis()).containsOnlyKeys("crm/b");
        assertThat(done(store().overdue(0)).keys()).isEmpty();
    }

    @Test
    void onlyWhatIsStillOverdueIsTakenOut() {
        put("crm/a", SHORT);
        put("crm/b", SHORT);
        put("crm/c", null);
        put("crm/d", MINUTE);
        overdue("crm/a", "crm/b");
        done(store().put(entry("crm/b", MINUTE)));
        List<String> all = List.of("crm/a", "crm/b", "crm/c", "crm/d", "crm/none", "crm/a");
        assertThat(done(store().evict(all, fence(1)))).containsExactly("crm/a");
        assertThat(done(store().evict(all, fence(1)))).isEmpty();
        assertThat(done(store().evict(List.of(), fence(1)))).isEmpty();
        assertThat(done(store().all()).entries()).containsOnlyKeys("crm/b", "crm/c", "crm/d");
        assertThat(done(store().overdue(10)).leased()).isEqualTo(2);
    }

    @Test
    void whoHasAnOlderFenceChangesNothing() {
        put("crm/a", SHORT);
        overdue("crm/a");
        assertThat(done(store().mark("crm/a", "state", "DOWN", fence(5)))).isTrue();
        assertThat(done(store().mark("crm/a", "state", "UP", fence(4)))).isFalse();
        assertThat(done(store().evict(List.of("crm/a"), fence(4)))).isEmpty();
        assertThat(found("crm/a").marks()).containsExactly(Map.entry("state", "DOWN"));
        assertThat(done(store().mark("crm/a", "state", "UP", fence(5)))).isTrue();
        assertThat(done(store().mark("crm/a", "drain", "1", new Lease("other", "x", 1))))
                .isTrue();
        assertThat(done(store().mark("crm/a", "by", "hand", null))).isTrue();
        assertThat(done(store().evict(List.of("crm/a"), fence(6)))).containsExactly("crm/a");
        assertThat(done(store().mark("crm/a", "state", "UP", fence(7)))).isFalse();
    }

    @Test
    void amongManyFencesTheLatestStays() {
        put("crm/a", MINUTE);
        IntStream.rangeClosed(1, 64)
                .parallel()
                .forEach(i -> done(store().mark("crm/a", "by", Integer.toString(i), fence(i))));
        assertThat(found("crm/a").marks()).containsExactly(Map.entry("by", "64"));
    }

    @Test
    void whatIsRemovedIsGone() {
        put("crm/a", MINUTE);
        assertThat(done(store().remove("crm/a"))).isTrue();
        assertThat(done(store().remove("crm/a"))).isFalse();
        assertThat(done(store().renew(List.of("crm/a")))).containsExactly("crm/a");
        assertThat(done(store().mark("crm/a", "state", "DOWN", null))).isFalse();
        assertThat(done(store().all()).entries()).isEmpty();
        assertThat(done(store().overdue(10)).leased()).isZero();
    }

    @Test
    void marksGoWithTheEntry() {
        done(store().put(entry("crm/a", MINUTE).withMark("state", "DOWN")));
        done(store().remove("crm/a"));
        assertThat(put("crm/a", MINUTE)).isTrue();
        assertThat(found("crm/a")).isEqualTo(entry("crm/a", MINUTE));
    }

    @Test
    void amongManyWhoRegisterItOneWasFirst() {
        long first = IntStream.range(0, 64)
                .parallel()
                .filter(i -> put("crm/a", Duration.ofSeconds(1 + i)))
                .count();
        assertThat(first).isEqualTo(1);
    }

    @Test
    void thereMayBeThousands() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Entry entry = entry("cell-" + i % 10 + "/" + i, SHORT);
            entries.add(i % 3 == 0 ? entry.withMark("state", "DOWN") : entry);
        }
        List<String> keys = entries.stream().map(Entry::key).toList();
        assertThat(done(store().restore(entries))).isEqualTo(3_000);
        Registered all = done(store().all());
        assertThat(all.entries().values()).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(all.seq()).isEqualTo(3_000);
        assertThat(done(store().renew(keys))).isEmpty();
        pass(SHORT);
        until("all are overdue", () -> done(store().overdue(2_000)).late() == 3_000);
        assertThat(done(store().overdue(2_000)).keys()).hasSize(2_000);
        assertThat(done(store().evict(keys, fence(1)))).hasSize(3_000);
        assertThat(done(store().renew(keys))).hasSize(3_000);
        assertThat(done(store().all()).entries()).isEmpty();
    }
}
