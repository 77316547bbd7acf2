package io.highgate.center.cells;

import io.highgate.base.time.Agenda;
import io.highgate.store.StoreAwayException;
import io.highgate.store.registry.RegistryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Beats of many instances, told to the store together: one command for all that came within {@value
 * #GATHER_MILLIS} ms. While the store is away beats of whoever is known are good, and the store is told of
 * them when it is back. Thread-safe.
 */
final class Beats {

    /** Far below any lease, and long enough that ten thousand instances are 50 commands a second. */
    private static final int GATHER_MILLIS = 20;

    private final RegistryStore store;
    private final Agenda agenda;
    private final Predicate<String> known;
    private final Set<String> heard = new HashSet<>();
    private Map<String, CompletableFuture<Boolean>> gathering = new HashMap<>();

    Beats(RegistryStore store, Agenda agenda, Predicate<String> known) {
        this.store = store;
        this.agenda = agenda;
        this.known = known;
    }

    synchronized CompletionStage<Boolean> beat(String key) {
        if (gathering.isEmpty()) {
            agenda.after(Duration.ofMillis(GATHER_MILLIS), this::tell);
        }
        return gathering.computeIfAbsent(key, it -> new CompletableFuture<>());
    }

    private synchronized Map<String, CompletableFuture<Boolean>> gathered() {
        Map<String, CompletableFuture<Boolean>> all = gathering;
        gathering = new HashMap<>();
        return all;
    }

    private void tell() {
        Map<String, CompletableFuture<Boolean>> all = gathered();
        store.renew(all.keySet()).whenComplete((unknown, failure) -> {
            if (unknown != null) {
                all.forEach((key, stage) -> stage.complete(!unknown.contains(key)));
            } else {
                agenda.execute(() -> all.forEach((key, stage) -> withoutStore(key, stage, failure)));
            }
        });
    }

    private void withoutStore(String key, CompletableFuture<Boolean> stage, @Nullable Throwable failure) {
        if (isAway(failure) && known.test(key)) {
            heard.add(key);
            stage.complete(true);
        } else {
            stage.completeExceptionally(failure == null ? new IllegalStateException("no answer") : failure);
        }
    }

    private static boolean isAway(@Nullable Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        return reason instanceof StoreAwayException;
    }

    /** The store is there again: what it has missed is told before anybody is found overdue. Called on the agenda. */
    void storeIsBack() {
        if (!heard.isEmpty()) {
            List<String> missed = new ArrayList<>(heard);
            heard.clear();
            store.renew(missed);
        }
    }
}
