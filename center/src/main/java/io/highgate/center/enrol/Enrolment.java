package io.highgate.center.enrol;

import io.highgate.base.time.Ticker;
import io.highgate.center.access.Caller;
import io.highgate.center.audit.Deed;
import io.highgate.center.audit.Journal;
import io.highgate.center.cells.LeaseTerms;
import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.store.standing.Standing;
import io.highgate.store.standing.StandingStore;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meters;
import io.highgate.traffic.limit.Taken;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lists instances and takes them back on behalf of somebody, notes it, and keeps those that stay until they
 * are taken away. Thread-safe; stages fail with {@link io.highgate.store.StoreAwayException}.
 */
public final class Enrolment {

    /** What a key may do after all its instances were started anew, and then for each second. */
    private static final LimitSettings FLOOD =
            new LimitSettings(LimitSettings.Kind.TOKEN_BUCKET, 200, Duration.ofSeconds(1), 2_000, Duration.ZERO);

    private static final int MOST_CALLERS = 10_000;

    private final Means means;
    private final Meters meters = new Meters(FLOOD, MOST_CALLERS);

    /**
     * What it works with.
     *
     * @param blocking threads for what blocks
     */
    public record Means(Registry registry, StandingStore standing, Journal journal, Executor blocking, Ticker ticker) {}

    public Enrolment(Means means) {
        this.means = means;
    }

    /** On whose behalf. Immutable. */
    public record By(Caller caller, String requestId) {}

    /** How long this caller must wait before it lists another one; zero for not at all. */
    public Duration flood(Caller caller) {
        return Duration.ofNanos(
                Taken.waitNanos(meters.take(caller.name(), 1, means.ticker().nanos())));
    }

    /** Lists it, or replaces what it says of itself; true if it is new. What changes nothing is not noted. */
    public CompletionStage<Boolean> put(Instance instance, LeaseTerms terms, By by) {
        Seen before = means.registry().view().find(instance.key());
        Registration registration = new Registration(instance, terms.lease());
        CompletionStage<Boolean> put = terms.lease() == null
                ? keep(instance).thenCompose(kept -> means.registry().put(registration))
                : means.registry().put(registration);
        return put.thenCompose(fresh -> {
            String now = facts(instance);
            String was = before == null || fresh ? null : facts(before.instance());
            boolean same = now.equals(was);
            String action = fresh ? "instance.register" : "instance.change";
            return same
                    ? done(fresh)
                    : noted(action, instance.key(), was, now, by).thenApply(noted -> fresh);
        });
    }

    /** Takes it out for good; false if it was not there. */
    public CompletionStage<Boolean> remove(String key, By by) {
        Seen before = means.registry().view().find(key);
        boolean stays = before != null && before.entry().lease() == null;
        CompletionStage<Boolean> forgotten = stays
                ? CompletableFuture.supplyAsync(() -> means.standing().remove(key), means.blocking())
                : done(false);
        return forgotten
                .thenCompose(it -> means.registry().remove(key))
                .thenCompose(there -> there
                        ? noted("instance.remove", key, before == null ? null : facts(before.instance()), null, by)
                                .thenApply(noted -> true)
                        : done(false));
    }

    /** Has it get nothing new, or its share again; false if it is not there. */
    public CompletionStage<Boolean> drain(String key, boolean drain, By by) {
        return means.registry()
                .markAndSee(key, Seen.DRAIN, drain ? "yes" : null)
                .thenCompose(there -> there
                        ? noted(
                                        drain ? "instance.drain" : "instance.restore",
                                        key,
                                        drain ? null : "draining",
                                        drain ? "draining" : null,
                                        by)
                                .thenApply(noted -> true)
                        : done(false));
    }

    /** What is known of an instance here, or null. */
    public @Nullable Instance known(String key) {
        Seen seen = means.registry().view().find(key);
        return seen == null ? null : seen.instance();
    }

    /** An instance says that it is there; false if it has to be put again. */
    public CompletionStage<Boolean> beat(String key) {
        return means.registry().beat(key);
    }

    private CompletionStage<Standing> keep(Instance instance) {
        Standing standing = new Standing(instance.key(), facts(instance), 1);
        return CompletableFuture.supplyAsync(() -> means.standing().put(standing), means.blocking());
    }

    private static CompletionStage<Boolean> done(boolean what) {
        return CompletableFuture.completedStage(what);
    }

    private static String facts(Instance instance) {
        return Json.write(instance.toJson());
    }

    private CompletionStage<Void> noted(
            String action, String key, @Nullable String before, @Nullable String after, By by) {
        String cell = key.substring(0, Math.max(0, key.indexOf('/')));
        Deed deed = new Deed(by.caller().name(), action, key, before, after, cell, by.requestId());
        return CompletableFuture.runAsync(() -> means.journal().note(deed), means.blocking());
    }
}
