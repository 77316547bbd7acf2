package io.highgate.store.contract;

import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.RegistryContract.MINUTE;
import static io.highgate.store.contract.RegistryContract.SHORT;
import static io.highgate.store.contract.RegistryContract.entry;
import static io.highgate.store.contract.RegistryContract.fence;
import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every registry promises to those who follow it. The store is empty before each test. */
public abstract class FollowContract {

    /** Without a trace, which would fill the report of every run. */
    private static final class Defect extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Defect(String message) {
            super(message, null, false, false);
        }
    }

    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger missed = new AtomicInteger();
    private Registered begin = new Registered("", 0, Map.of());

    protected abstract RegistryStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    private void follow() {
        store().follow(changes::add, missed::incrementAndGet);
        until("it listens", () -> missed.get() > 0);
        begin = done(store().all());
    }

    /** What was heard that had not been read at the beginning. */
    private List<Change> heard() {
        return changes.stream().filter(it -> it.seq() > begin.seq()).toList();
    }

    private void heard(int count) {
        until("all is heard", () -> heard().size() >= count);
    }

    @Test
    void everyChangeIsToldInOrderAndWithoutGaps() {
        done(store().put(entry("crm/before", MINUTE)));
        follow();
        Entry first = entry("crm/a", SHORT);
        done(store().put(first));
        done(store().put(first)); // none
        done(store().put(first.withFacts("others", SHORT)));
        done(store().mark("crm/a", "state", "DOWN", null));
        done(store().mark("crm/a", "state", "DOWN", null)); // none
        done(store().mark("crm/a", "other", null, null)); // none
        done(store().renew(List.of("crm/a"))); // none
        done(store().mark("crm/a", "state", null, fence(1)));
        done(store().restore(List.of(first, entry("crm/b", null).withMark("by", "\"hand\""))));
        done(store().remove("crm/b"));
        done(store().remove("crm/b")); // none
        pass(SHORT);
        until(
                "it is taken out",
                () -> !done(store().evict(List.of("crm/a"), fence(1))).isEmpty());
        heard(7);
        Entry others = first.withFacts("others", SHORT);
        assertThat(heard())
                .extracting(Change::entry)
                .containsExactly(
                        first,
                        others,
                        others.withMark("state", "DOWN"),
                        others,
                        entry("crm/b", null).withMark("by", "\"hand\""),
                        null,
                        null);
        assertThat(heard()).extracting(Change::key).endsWith("crm/b", "crm/b", "crm/a");
        assertThat(heard()).extracting(Change::seq).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
        Registered all = done(store().all());
        assertThat(all.seq()).isEqualTo(8);
        assertThat(heard()).extracting(Change::epoch).containsOnly(all.epoch());
        assertThat(missed).hasValue(1);
    }

    @Test
    void manyWhoFollowHearTheSame() {
        follow();
        List<Change> others = new CopyOnWriteArrayList<>();
        AtomicInteger told = new AtomicInteger();
        store().follow(others::add, told::incrementAndGet);
        until("it listens, too", () -> told.get() > 0);
        IntStream.range(0, 200).parallel().forEach(i -> done(store().put(entry("crm/" + i, MINUTE))));
        heard(200);
        until("the others as well", () -> others.size() >= 200);
        assertThat(changes).isEqualTo(others).hasSize(200);
        assertThat(IntStream.range(0, 200).map(i -> (int) changes.get(i).seq()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void whoFollowsMayAskAndFail() {
        store().follow(
                        change -> {
                            if (change.key().equals("crm/a")) {
                                var later = store().put(entry("crm/b", MINUTE));
                                throw new Defect("a defect of a follower, not of " + later);
                            }
                        },
                        () -> {});
        follow();
        assertThat(done(store().put(entry("crm/a", MINUTE)))).isTrue();
        heard(2);
        assertThat(heard()).extracting(Change::key).containsExactly("crm/a", "crm/b");
    }

    @Test
    void whatIsReadWhileItChangesIsWhatTheChangesSaySoFar() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            entries.add(entry("cell/" + i, MINUTE));
        }
        done(store().restore(entries));
        follow();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 60; i++) {
                String key = "cell/" + i * 7 % 1_500;
                done(i % 2 == 0 ? store().put(entry(key, MINUTE).withFacts("v" + i, SHORT)) : store().remove(key));
            }
        });
        List<Registered> read = new ArrayList<>();
        do {
            read.add(done(store().all()));
        } while (writer.isAlive());
        Registered end = done(store().all());
        read.add(end);
        heard((int) (end.seq() - begin.seq()));
        read.forEach(it -> assertThat(it.entries()).isEqualTo(at(it.seq())));
        assertThat(end.seq()).isGreaterThan(begin.seq());
    }

    /** What was there after a change. */
    private Map<String, Entry> at(long seq) {
        Map<String, Entry> entries = new HashMap<>(begin.entries());
        for (Change change : heard()) {
            Entry entry = change.entry();
            if (change.seq() <= seq && entry == null) {
                entries.remove(change.key());
            } else if (change.seq() <= seq && entry != null) {
                entries.put(change.key(), entry);
            }
        }
        return entries;
    }
}
