package io.highgate.gateway.upstream.discover;

import io.highgate.model.spec.DiscoverSpec;
import io.highgate.registries.Asked;
import io.highgate.registries.Follower;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints as a registry of others knows them: the instances of one service. What was known last, maybe
 * by the process before this one, is good until the registry says something else. Told of changes by the
 * registry's threads; thread-safe.
 */
final class RegistrySource extends Source {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrySource.class);

    private final Asked asked;
    private final Sought sought;
    private final boolean secure;
    private final Found.By by;
    private final Others others;
    private final Executor executor;
    private final CompletableFuture<?> told = new CompletableFuture<>();
    private volatile List<Listed> known;
    private OtherRegistry.@Nullable Following following;
    private boolean ended;

    /**
     * One that asks nobody yet.
     *
     * @param executor where it is ended, which may take a moment
     */
    RegistrySource(Discovery.Terms terms, Asked asked, Others others, Executor executor, Means means) {
        super(
                asked.kind().name().toLowerCase(Locale.ROOT) + " " + sought(terms.spec()),
                terms.spec(),
                new Means(means.most(), means.ticker(), null));
        this.asked = asked;
        this.sought = sought(terms.spec());
        this.secure = terms.secure();
        this.by = Found.By.valueOf(asked.kind().name());
        this.others = others;
        this.executor = executor;
        this.known = means.predecessor() instanceof RegistrySource before ? before.known : List.of();
    }

    static Sought sought(DiscoverSpec spec) {
        return switch (spec) {
            case DiscoverSpec.Eureka eureka -> Sought.of(eureka.application());
            case DiscoverSpec.Consul consul -> Sought.of(consul.service());
            case DiscoverSpec.Nacos nacos -> Sought.of(nacos.service());
            case DiscoverSpec.Kubernetes kubernetes -> Sought.of(kubernetes.service());
            case DiscoverSpec.Dns _, DiscoverSpec.Srv _, DiscoverSpec.File _, DiscoverSpec.Center _ ->
                throw new IllegalArgumentException(spec + " is no service of a registry");
        };
    }

    @Override
    synchronized CompletableFuture<?> begin() {
        OtherRegistry registry;
        try {
            registry = others.registries().hold(asked);
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
            return told;
        }
        if (known.isEmpty() && registry != null) {
            known = others.kept().of(registry.title(), sought);
        }
        if (!known.isEmpty()) {
            show();
        }
        if (registry == null) {
            fail("this build cannot ask " + asked.kind().title());
            return told;
        }
        String title = registry.title();
        following = registry.follow(sought, new Follower() {
            @Override
            public void found(List<Listed> instances) {
                take(instances, title);
            }

            @Override
            public void failed(String problem) {
                fail(problem);
            }
        });
        return told;
    }

    private synchronized void take(List<Listed> instances, String registry) {
        if (ended) {
            return;
        }
        known = List.copyOf(instances);
        others.kept().keep(registry, sought, known);
        show();
    }

    private void show() {
        Roll roll = Roll.of(known, new Roll.Terms(asked.kind().title(), sought.toString(), secure, by));
        saw(roll.found(), roll.problem());
        told.complete(null);
    }

    private synchronized void fail(String problem) {
        if (!ended) {
            failed(problem, List.of());
            told.complete(null);
        }
    }

    @Override
    void end() {
        OtherRegistry.Following present;
        synchronized (this) {
            ended = true;
            present = following;
            following = null;
        }
        if (present == null) {
            return;
        }
        try {
            executor.execute(() -> {
                present.close();
                others.registries().release(asked);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the process ends, and all registries with it", e);
        }
    }

    /** The registry says by itself when there is something new. */
    @Override
    void look() {}
}
