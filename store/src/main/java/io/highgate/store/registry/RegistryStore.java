package io.highgate.store.registry;

import io.highgate.store.lease.Lease;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instances that all centers know. Nothing is ever taken out because time has passed: a lease that has
 * run out is only {@link #overdue}, and somebody decides. Time is the store's, so that nobody's clock
 * matters. What is written with a fence counts only while nobody has written under a later epoch of a lease
 * of that name. Thread-safe; blocks nobody. Stages fail with {@link io.highgate.store.StoreAwayException}
 * when the store is away; what was asked for again because an answer was lost may say that nothing was left
 * to do.
 */
public interface RegistryStore {

    /**
     * Registers, or replaces the facts and the lease of one that is there; its lease begins anew. The marks of
     * one that is there stay, those of the entry count for a new one. Facts that are the same as before are
     * no change.
     *
     * @return true if it was not there before
     */
    CompletionStage<Boolean> put(Entry entry);

    /** Puts those back that are not there: for whoever remembers what the store has lost. How many were. */
    CompletionStage<Integer> restore(Collection<Entry> entries);

    /** Begins the leases of these anew; the keys of those that are not there, or have no lease. */
    CompletionStage<Set<String>> renew(Collection<String> keys);

    /** Takes one out; false if it was not there. */
    CompletionStage<Boolean> remove(String key);

    /**
     * Marks one; null takes the mark away.
     *
     * @param fence who may: null for anybody
     * @return false if it is not there, or the fence is of an older epoch than the last one seen
     */
    CompletionStage<Boolean> mark(String key, String name, @Nullable String value, @Nullable Lease fence);

    /** Whose lease has run out by now; the keys of so many at most. */
    CompletionStage<Overdue> overdue(int most);

    /**
     * Takes out those of these whose lease has still run out.
     *
     * @return the keys of those that were taken out; none if the fence is of an older epoch
     */
    CompletionStage<List<String>> evict(Collection<String> keys, Lease fence);

    /** All that is there. */
    CompletionStage<Registered> all();

    /**
     * Has the listener told of every change from now on, in order, by whomever it is made; on any thread,
     * one at a time, never while something of the store is locked. Neither may block.
     *
     * @param missed told once the listener hears of changes, and then whenever some may have been missed:
     *     {@link #all} has them. Changes that are in there already may be told afterwards
     */
    void follow(Consumer<Change> listener, Runnable missed);
}
