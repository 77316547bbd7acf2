package io.highgate.center.cells;

import io.highgate.base.time.Agenda;
import io.highgate.store.StoreAwayException;
import io.highgate.store.lease.Lease;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Registered;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of all cells as this center knows them: it follows the store that all centers share, and
 * goes on knowing while the store is away. A store that comes back without what is known here is given it
 * back.
 *
 * <pre>
 *          read as a whole                 a number is missing, or the store was away
 *   EMPTY -----------------> FOLLOWING -------------------------------------------> READING
 *                               ^            read as a whole (restored, if lost)        |
 *                               +------------------------------------------------------+
 * </pre>
 *
 * Thread-safe; blocks nobody. Stages fail with {@link StoreAwayException} when the store is away.
 */
public final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private static final Duration AGAIN = Duration.ofMillis(300);

    /** How long an answer waits for this center to see what it has written itself. */
    private static final Duration OWN_WRITES = Duration.ofMillis(500);

    private final RegistryStore store;
    private final Agenda agenda;
    private final Beats beats;
    private final Knowledge knowledge = new Knowledge();
    private final Deque<Change> early = new ArrayDeque<>();
    private final List<Consumer<Step>> followers = new CopyOnWriteArrayList<>();
    private final Arrivals arrivals;
    private volatile View view = View.NOTHING;
    private boolean reading;
    private boolean stale;
    private boolean away;

    public Registry(RegistryStore store, Agenda agenda) {
        this.store = store;
        this.agenda = agenda;
        this.beats = new Beats(store, agenda, key -> view.find(key) != null);
        this.arrivals = new Arrivals(agenda, OWN_WRITES);
    }

    /** Begins to follow the store. */
    public void start() {
        store.follow(change -> agenda.execute(() -> take(change)), () -> agenda.execute(this::read));
        agenda.execute(this::read);
    }

    /** What is known now. */
    public View view() {
        return view;
    }

    /** Has them told, on the agenda, how the knowledge goes on; with all that is known first, if anything is. */
    public void follow(Consumer<Step> follower) {
        agenda.execute(() -> {
            followers.add(follower);
            if (knowledge.position() != null) {
                follower.accept(new Step.Replaced(knowledge.position(), List.copyOf(knowledge.all())));
            }
        });
    }

    /** Lists an instance, or replaces what it says of itself; true if it is new. */
    public CompletionStage<Boolean> put(Registration registration) {
        Entry entry = Seen.entry(registration);
        return store.put(entry)
                .thenCompose(fresh -> arrivals.await(entry.key(), () -> {
                            Seen seen = knowledge.find(entry.key());
                            return seen != null && seen.entry().facts().equals(entry.facts());
                        })
                        .thenApply(done -> fresh));
    }

    /** An instance says that it is there; false if it is not listed, and has to be put again. */
    public CompletionStage<Boolean> beat(String key) {
        return beats.beat(key);
    }

    /** Takes an instance out; false if it was not there. */
    public CompletionStage<Boolean> remove(String key) {
        return store.remove(key)
                .thenCompose(there ->
                        arrivals.await(key, () -> knowledge.find(key) == null).thenApply(done -> there));
    }

    /**
     * Marks an instance; null takes the mark away.
     *
     * @param fence of whoever may, null for anybody
     * @return false if it is not there, or somebody else may by now
     */
    public CompletionStage<Boolean> mark(String key, String name, @Nullable String value, @Nullable Lease fence) {
        return store.mark(key, name, value, fence);
    }

    /** As {@link #mark}, done when it can be seen here. */
    public CompletionStage<Boolean> markAndSee(String key, String name, @Nullable String value) {
        return store.mark(key, name, value, null)
                .thenCompose(done -> arrivals.await(key, () -> {
                            Seen seen = knowledge.find(key);
                            return seen == null
                                    || java.util.Objects.equals(
                                            seen.entry().marks().get(name), value);
                        })
                        .thenApply(seen -> done));
    }

    private void take(Change change) {
        if (reading) {
            early.add(change);
        } else if (knowledge.isNext(change)) {
            apply(change);
        } else if (!knowledge.knows(change)) {
            read();
        }
    }

    private void apply(Change change) {
        Step step = knowledge.apply(change);
        publish(step);
        arrivals.look(change.key());
    }

    private void publish(Step step) {
        if (!stale) {
            stale = true;
            agenda.execute(this::show); // behind all that has come by now: one view for a burst of changes
        }
        followers.forEach(it -> it.accept(step));
    }

    private void show() {
        stale = false;
        view = knowledge.view();
    }

    /** Reads the whole store; what is told meanwhile is taken afterwards. */
    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        store.all()
                .whenComplete((registered, failure) -> agenda.execute(() -> {
                    if (registered == null) {
                        tryAgain(failure);
                    } else {
                        adopt(registered);
                    }
                }));
    }

    private void tryAgain(@Nullable Throwable failure) {
        if (!away) {
            away = true;
            LOG.warn(
                    "the registry's store is away; {} instances that are known stay listed",
                    knowledge.all().size(),
                    failure);
        }
        agenda.after(AGAIN, () -> {
            reading = false;
            read();
        });
    }

    private void adopt(Registered registered) {
        List<Entry> missing = knowledge.wasLostBy(registered) ? knowledge.missingIn(registered) : List.of();
        if (!missing.isEmpty()) {
            restore(missing);
            return;
        }
        if (away) {
            away = false;
            LOG.info(
                    "the registry's store is there again, with {} instances",
                    registered.entries().size());
        }
        publish(knowledge.replace(registered));
        show();
        arrivals.lookAtAll();
        reading = false;
        beats.storeIsBack();
        while (!early.isEmpty() && !reading) {
            take(early.remove());
        }
    }

    private void restore(List<Entry> missing) {
        LOG.warn("the registry's store has lost {} instances that are known here: they are put back", missing.size());
        store.restore(missing)
                .whenComplete((done, failure) -> agenda.execute(() -> {
                    if (failure != null) {
                        tryAgain(failure);
                    } else {
                        knowledge.forgetPosition();
                        reading = false;
                        read();
                    }
                }));
    }
}
