package io.highgate.gateway.center;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.center.red.Counted;
import io.highgate.gateway.center.red.Post;
import io.highgate.gateway.center.red.Telling;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.tls.TlsFiles;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centers as the rest of the gateway sees them: what they know of cells, and who is told when that
 * changes. Outlives configurations. Whatever becomes of the centers, what is known stays, over the end
 * of the process too. Thread-safe; who follows is called on the threads that were handed in.
 */
public final class Center implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Center.class);

    private final Means means;
    private final Ticker ticker;
    private final InstantSource clock;
    private final SplittableRandom random;
    private final Counted counted;
    private final Map<String, Collection<Runnable>> followers = new ConcurrentHashMap<>();
    private final CellSet cellSet = new CellSet();
    private final LongAdder changes = new LongAdder();
    private final CompletableFuture<Registry> told = new CompletableFuture<>();
    private final Reports reports;
    private final Telling telling;
    private volatile @Nullable Link link;
    private volatile SortedMap<String, Boolean> cells = new TreeMap<>();
    private final AtomicBoolean lingering = new AtomicBoolean();
    private volatile Runnable onCells = () -> {};

    /**
     * What it is made with.
     *
     * @param executor where answers are read and followers called; of two threads, so that a disk that
     *     hangs stops nothing else
     * @param shelf where what is known outlives the process
     */
    public record Means(ScheduledExecutorService executor, Shelf shelf) {}

    /** What belongs to the centers of one configuration. */
    private record Link(Terms terms, Access access, Copy copy, Follower follower, Keeper<Registry> keeper) {}

    /** What makes another link necessary: anything but how cells are asked. */
    private record Terms(CenterSpec spec, Object certificates) {

        static Terms of(CenterSpec spec, TlsFiles files) {
            CenterSpec bare = SpecShape.with(spec, "cells", SpecShape.defaults(UpstreamSpec.class));
            List<Object> certificates = spec.tls().clientCertificate() == null
                    ? List.of(files.trusted(spec.tls().trust()))
                    : List.of(
                            files.trusted(spec.tls().trust()),
                            files.identity(spec.tls().clientCertificate()));
            return new Terms(bare, certificates);
        }
    }

    /** @param counted what centers are told of requests */
    public Center(Means means, Ticker ticker, InstantSource clock, SplittableRandom random, Counted counted) {
        this.means = means;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
        this.counted = counted;
        this.reports = new Reports(means.executor(), this::registry, this::way);
        this.telling = new Telling(new Telling.Means(counted, this::post, ticker, clock, random.split()));
    }

    /** From now on the centers of this configuration are followed; of null: none, and nothing is known. */
    public synchronized void adopt(@Nullable CenterSpec spec, TlsFiles files) {
        Link present = link;
        Terms terms = spec == null ? null : Terms.of(spec, files);
        if (present == null ? terms == null : present.terms().equals(terms)) {
            return;
        }
        Registry before = registry();
        if (present != null) {
            present.follower().end();
        }
        if (spec == null || terms == null) {
            link = null;
            telling.begin(Duration.ZERO, "", means.executor());
            changed(before, Registry.NOTHING, before.cells().keySet());
        } else {
            follow(spec, terms, files, present);
        }
    }

    private void follow(CenterSpec spec, Terms terms, TlsFiles files, @Nullable Link before) {
        Access access;
        try {
            access = Access.by(spec, files, means.executor(), clock);
        } catch (GeneralSecurityException e) {
            LOG.error("centers cannot be asked: their certificates are of no use: {}", e.getMessage());
            return;
        }
        String about = String.join(
                " ", spec.urls().stream().map(String::valueOf).sorted().toList());
        Copy copy = before == null ? new Copy() : before.copy();
        if (before == null) {
            read(about, copy);
        }
        Follower follower =
                new Follower(access, copy, new Follower.Means(means.executor(), ticker, random.split()), this::take);
        Keeper<Registry> keeper = new Keeper<>(
                new Keeper.Place(means.shelf(), about, means.executor()),
                copy::known,
                KeptRegistry::write,
                copy.known());
        link = new Link(terms, access, copy, follower, keeper);
        cells = cellSet.look(copy.known(), ticker.nanos());
        if (before != null) {
            keeper.changed(); // others are asked for the same from now on
        }
        follower.ask();
        telling.begin(spec.report(), access.name(), means.executor());
    }

    private void read(String about, Copy copy) {
        means.shelf().load(about).ifPresent(text -> {
            if (KeptRegistry.read(text, copy, ticker.nanos()) instanceof Copy.Said.Lost damaged) {
                LOG.warn("the registry on disk cannot be used: {}", damaged.why());
            } else {
                LOG.info(
                        "until a center says something newer, {} instances of {} cells are known from disk",
                        copy.known().instances(),
                        copy.known().cells().size());
            }
        });
    }

    // ---- what comes ----

    private void take(Copy.Said said) {
        if (said instanceof Copy.Said.Changed changed) {
            changed(changed.before(), changed.now(), changed.cells());
            told.complete(changed.now());
        } else if (said instanceof Copy.Said.Fine fine && fine.complete()) {
            told.complete(registry());
        }
    }

    private void changed(Registry before, Registry now, Set<String> names) {
        changes.increment();
        LOG.debug(
                "{} instances are {} now, in {} cells others than before", before.instances(), now.instances(), names);
        names.forEach(it -> followers.getOrDefault(it, List.of()).forEach(Runnable::run));
        Link present = link;
        if (present != null) {
            present.keeper().changed();
        }
        lookAtCells();
    }

    private void lookAtCells() {
        Runnable listener = onCells;
        boolean lingers;
        synchronized (cellSet) {
            SortedMap<String, Boolean> next = cellSet.look(registry(), ticker.nanos());
            lingers = cellSet.lingers();
            if (next.equals(cells)) {
                listener = () -> {};
            }
            cells = next;
        }
        listener.run();
        if (lingers && lingering.compareAndSet(false, true)) {
            try {
                means.executor().schedule(this::lookAgain, CellSet.LINGER.toMillis() + 1, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("the process ends", e);
            }
        }
    }

    private void lookAgain() {
        lingering.set(false);
        lookAtCells();
    }

    // ---- what is known ----

    /** What is known now. */
    public Registry registry() {
        Link present = link;
        return present == null ? Registry.NOTHING : present.copy().known();
    }

    /** The cells that are known, by name, and whether connections to them are encrypted. */
    public SortedMap<String, Boolean> cells() {
        return cells;
    }

    /** Completes when there is something to go by: from disk or from a center; at once if there is no center. */
    public CompletableFuture<?> known() {
        return link == null || registry().instances() > 0 ? CompletableFuture.completedFuture(null) : told;
    }

    /** Has it called when that cell's instances are others. */
    public void follow(String cell, Runnable changed) {
        followers.compute(cell, (_, all) -> {
            Collection<Runnable> next = all == null ? new CopyOnWriteArrayList<>() : all;
            next.add(changed);
            return next;
        });
    }

    /** Ends {@link #follow}. */
    public void leave(String cell, Runnable changed) {
        followers.computeIfPresent(cell, (_, all) -> {
            all.remove(changed);
            return all.isEmpty() ? null : all;
        });
    }

    /** Has it called when there are other cells; one only. */
    public void onCells(Runnable changed) {
        onCells = changed;
    }

    /** Who tells the center what was seen of instances. */
    public Witness witness() {
        return (cell, address, kind) -> {
            if (link != null) {
                reports.saw(cell, address, kind);
            }
        };
    }

    private Reports.@Nullable Way way() {
        Link present = link;
        if (present == null) {
            return null;
        }
        Follower.Standing standing = present.follower().standing();
        return standing.follows() ? new Reports.Way(present.access(), standing.center()) : null;
    }

    private @Nullable Post post() {
        Reports.Way to = way();
        return to == null ? null : body -> to.post("/red", body);
    }

    /** How it stands; null without centers. */
    public @Nullable Figures figures() {
        Link present = link;
        if (present == null) {
            return null;
        }
        Follower.Standing standing = present.follower().standing();
        Registry known = present.copy().known();
        return new Figures(
                standing.center().toString(),
                standing.follows(),
                ticker.nanos() - standing.since(),
                standing.away(),
                told.isDone(),
                known.at(),
                known.cells().size(),
                known.instances(),
                present.copy().doubtful(),
                changes.sum(),
                standing.losses(),
                reports.sent(),
                reports.dropped(),
                telling.told(),
                telling.untold(),
                counted.spans().dropped(),
                standing.problem());
    }

    /** Follows nobody any more; what is known is kept. */
    @Override
    public synchronized void close() {
        Link present = link;
        if (present != null) {
            telling.end();
            present.follower().end();
            present.keeper().end();
        }
    }
}
