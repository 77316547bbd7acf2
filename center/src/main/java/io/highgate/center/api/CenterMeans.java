package io.highgate.center.api;

import io.highgate.base.time.Ticker;
import io.highgate.center.Center;
import io.highgate.center.access.SignIn;
import io.highgate.center.api.health.Check;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.key.ServiceKeyStore;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.news.NewsStore;
import io.highgate.store.session.SessionStore;
import io.highgate.store.standing.StandingStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a center's doors work with. Immutable.
 *
 * @param signIn null where nobody may log in
 * @param checks of what the center needs, besides memory
 * @param figures of stores, for metrics
 */
public record CenterMeans(
        Center center, Kept kept, Around around, @Nullable SignIn signIn, List<Check> checks, Figures figures) {

    /**
     * Where it is kept what has to be.
     *
     * @param news what centers tell each other
     */
    public record Kept(
            SessionStore sessions,
            ServiceKeyStore keys,
            StandingStore standing,
            InterfaceStore interfaces,
            AuditLog audit,
            NewsStore news) {}

    /**
     * Time, chance and threads.
     *
     * @param chance that nobody can guess
     * @param blocking threads for what blocks
     */
    public record Around(Ticker ticker, InstantSource clock, RandomGenerator chance, ExecutorService blocking) {}

    /** Numbers of stores, for {@code /metrics}. */
    @FunctionalInterface
    public interface Figures extends Supplier<List<StoreFigure>> {}
}
