package io.highgate.center.cells;

import io.highgate.base.time.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Who waits for this center to see what was written, so that whoever writes and then reads here finds it.
 * Nobody waits for long: what was written is written. Confined to its agenda but for {@link #await}.
 */
final class Arrivals {

    private final Agenda agenda;
    private final Duration patience;
    private final Map<String, List<Waiting>> waiting = new HashMap<>();

    private record Waiting(BooleanSupplier seen, CompletableFuture<Void> done) {}

    Arrivals(Agenda agenda, Duration patience) {
        this.agenda = agenda;
        this.patience = patience;
    }

    /** Completes when it is seen, or has not been for too long. */
    CompletionStage<Void> await(String key, BooleanSupplier seen) {
        Waiting one = new Waiting(seen, new CompletableFuture<>());
        agenda.execute(() -> {
            if (seen.getAsBoolean()) {
                agenda.execute(() -> one.done.complete(null)); // behind the view that shows it
                return;
            }
            waiting.computeIfAbsent(key, it -> new ArrayList<>()).add(one);
            agenda.after(patience, () -> end(key, one));
        });
        return one.done;
    }

    private void end(String key, Waiting one) {
        List<Waiting> all = waiting.get(key);
        if (all != null && all.remove(one) && all.isEmpty()) {
            waiting.remove(key);
        }
        agenda.execute(() -> one.done.complete(null));
    }

    /** Something about this one has changed. */
    void look(String key) {
        List<Waiting> all = waiting.get(key);
        if (all != null) {
            for (Waiting one : List.copyOf(all)) {
                if (one.seen.getAsBoolean()) {
                    end(key, one);
                }
            }
        }
    }

    /** Anything may have changed. */
    void lookAtAll() {
        List.copyOf(waiting.keySet()).forEach(this::look);
    }
}
