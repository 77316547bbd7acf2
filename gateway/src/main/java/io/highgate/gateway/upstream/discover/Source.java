package io.highgate.gateway.upstream.discover;

import io.highgate.base.problem.Problem;
import io.highgate.base.time.Ticker;
import io.highgate.model.spec.DiscoverSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somewhere endpoints are found, and who follows what is found there. Whatever goes wrong, what was
 * known last stays. Log lines only when something changes. Thread-safe; followers are called on the
 * thread that noticed a change, one at a time.
 */
public abstract sealed class Source permits DnsSource, FileSource, CenterSource, RegistrySource {

    private static final Logger LOG = LoggerFactory.getLogger(Source.class);

    /** So many are named in a log line. */
    private static final int TOLD = 5;

    private final String title;
    private final DiscoverSpec spec;
    private final int most;
    private final Ticker ticker;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private volatile Sight sight = Sight.NOTHING;

    /** What a source is made with; another one of the same kind may have gone before it. */
    record Means(int most, Ticker ticker, @Nullable Source predecessor) {}

    Source(String title, DiscoverSpec spec, Means means) {
        this.title = title;
        this.spec = spec;
        this.most = means.most();
        this.ticker = means.ticker();
        if (means.predecessor() != null) {
            sight = means.predecessor().sight;
        }
    }

    /** Looks for the first time and follows from then on; completes when the first look is over. */
    abstract CompletableFuture<?> begin();

    /** Looks no more. */
    abstract void end();

    /** Looks now, where somebody else has noticed that there may be something new. */
    abstract void look();

    /** Whether each change of what is found is worth a line. */
    boolean tellsOfEach() {
        return true;
    }

    /** What is known now. */
    public final Sight sight() {
        return sight;
    }

    /** How it is named in logs, metrics and answers, as {@code dns orders.internal:8080}. */
    public final String title() {
        return title;
    }

    final DiscoverSpec spec() {
        return spec;
    }

    final Ticker ticker() {
        return ticker;
    }

    /** The most that may be found. */
    final int most() {
        return most;
    }

    /** Has it called when something else is found; the youngest first. */
    public final void follow(Runnable changed) {
        followers.addFirst(changed);
    }

    public final void leave(Runnable changed) {
        followers.remove(changed);
    }

    /** How often it has looked. */
    public final long looks() {
        return looks.get();
    }

    /** How many looks came to nothing. */
    public final long failures() {
        return failures.get();
    }

    /** How often something else was found than before. */
    public final long changes() {
        return changes.get();
    }

    /** A look has come to this; a problem may be there all the same. */
    final void saw(Set<Found> found, @Nullable String problem) {
        saw(found, problem, List.of());
    }

    /** The same, with what is doubtful about it. */
    final synchronized void saw(Set<Found> found, @Nullable String problem, List<Problem> doubts) {
        looks.incrementAndGet();
        failures.addAndGet(problem == null ? 0 : 1);
        List<Found> sorted = found.stream()
                .sorted(Comparator.comparing(Found::toString))
                .limit(most)
                .toList();
        take(new Sight(sorted, found.size() - sorted.size(), problem, doubts, ticker.nanos()));
    }

    /** A look has come to nothing. */
    final synchronized void failed(String problem, List<Problem> problems) {
        looks.incrementAndGet();
        failures.incrementAndGet();
        take(new Sight(sight.found(), sight.leftOut(), problem, problems, ticker.nanos()));
    }

    private void take(Sight next) {
        Sight before = sight;
        boolean goesOn = before.problem() != null && next.problem() != null && before != Sight.NOTHING;
        sight = goesOn
                ? new Sight(next.found(), next.leftOut(), next.problem(), next.problems(), before.since())
                : next;
        tell(before, next, goesOn);
        if (!before.found().equals(next.found())) {
            changes.incrementAndGet();
            followers.forEach(Runnable::run);
        }
    }

    private void tell(Sight before, Sight now, boolean goesOn) {
        if (now.problem() != null && (!goesOn || !before.problems().equals(now.problems()))) {
            LOG.warn(
                    "{}: {}; {}{}",
                    title,
                    now.problem(),
                    now.found().isEmpty() ? "no endpoint is known" : "those known last stay, " + names(now.found()),
                    lines(now.problems()));
        } else if (!now.problems().isEmpty() && !before.problems().equals(now.problems())) {
            LOG.warn("{}: there are things to look at{}", title, lines(now.problems()));
        }
        if (now.problem() == null && before.problem() != null && before != Sight.NOTHING) {
            long took = now.since() - before.since();
            LOG.info(
                    "{} answers again, after {} s",
                    title,
                    Duration.ofNanos(took).toSeconds());
        }
        if (!before.found().equals(now.found()) && tellsOfEach()) {
            Set<Found> gone = new HashSet<>(before.found());
            now.found().forEach(gone::remove);
            LOG.info(
                    "{}: {} endpoints, {}{}",
                    title,
                    now.found().size(),
                    names(now.found()),
                    gone.isEmpty() ? "" : "; gone: " + names(List.copyOf(gone)));
        }
        if (now.leftOut() > 0 && before.leftOut() == 0) {
            LOG.warn("{} yields {} endpoints more than the {} of maxDiscovered", title, now.leftOut(), most);
        }
    }

    private static String names(List<Found> found) {
        List<String> names = new ArrayList<>(
                found.stream().limit(TOLD).map(Objects::toString).toList());
        if (found.size() > TOLD) {
            names.add("... and " + (found.size() - TOLD) + " more");
        }
        return String.join(", ", names);
    }

    private static String lines(List<Problem> problems) {
        StringBuilder lines = new StringBuilder();
        problems.stream().limit(TOLD).forEach(it -> lines.append("\n  ").append(it));
        return lines.toString();
    }

    @Override
    public String toString() {
        return title;
    }
}
