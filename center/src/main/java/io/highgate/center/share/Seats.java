package io.highgate.center.share;

import io.highgate.base.time.Agenda;
import io.highgate.store.lease.Lease;
import io.highgate.store.lease.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which centers there are: each has a seat, a lease of a numbered name, and looks at all seats now and
 * then. Confined to its agenda.
 */
final class Seats {

    /** More centers than anybody runs. */
    static final int SEATS = 8;

    private final LeaseStore store;
    private final Agenda agenda;
    private final String self;
    private final Duration time;
    private @Nullable Lease own;
    private List<String> present = List.of();

    Seats(LeaseStore store, Agenda agenda, String self, Duration time) {
        this.store = store;
        this.agenda = agenda;
        this.self = self;
        this.time = time;
    }

    /** All that are there, as of the last look; empty before the first one, and while the store is away. */
    List<String> present() {
        return present;
    }

    /** Keeps the own seat, or takes a free one, and looks who is there; done on the agenda. */
    CompletionStage<Void> look() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        keep().thenCompose(kept -> all())
                .whenComplete((holders, failure) -> agenda.execute(() -> {
                    present = holders == null ? List.of() : holders;
                    done.complete(null);
                }));
        return done;
    }

    private CompletionStage<@Nullable Lease> keep() {
        Lease held = own;
        if (held == null) {
            return sit(0);
        }
        return store.renew(held, time).thenCompose(still -> still ? CompletableFuture.completedStage(held) : sit(0));
    }

    private CompletionStage<@Nullable Lease> sit(int seat) {
        if (seat == SEATS) {
            return CompletableFuture.completedStage(null);
        }
        return store.acquire("center-seat-" + seat, self, time).thenCompose(lease -> {
            if (lease == null) {
                return sit(seat + 1);
            }
            agenda.execute(() -> own = lease);
            return CompletableFuture.completedStage(lease);
        });
    }

    private CompletionStage<List<String>> all() {
        List<CompletableFuture<@Nullable Lease>> asked = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            asked.add(store.holder("center-seat-" + seat).toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> {
            TreeSet<String> holders = new TreeSet<>();
            for (CompletableFuture<@Nullable Lease> one : asked) {
                Lease lease = one.join();
                if (lease != null) {
                    holders.add(lease.holder());
                }
            }
            return List.copyOf(holders);
        });
    }

    /** Gives the own seat up. */
    void leave() {
        Lease held = own;
        own = null;
        if (held != null) {
            store.release(held);
        }
    }
}
