package io.highgate.gateway.upstream.discover;

import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.DnsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints as DNS has them: asks, waits as long as the answers hold, asks again. One round at a time;
 * a round blocks no thread. Thread-safe.
 */
final class DnsSource extends Source {

    /** Questions under way at once; more would flood a server when a service has many targets. */
    private static final int AT_ONCE = 32;

    private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Logger LOG = LoggerFactory.getLogger(DnsSource.class);

    private final Lookup lookup;
    private final Memory memory;
    private final Resolver resolver;
    private final ScheduledExecutorService executor;
    private volatile boolean ended;
    private volatile @Nullable Future<?> next;

    /** What DNS is asked with. */
    record Asking(DnsSpec dns, Resolver resolver, ScheduledExecutorService executor, SplittableRandom random) {}

    DnsSource(DiscoverSpec spec, Asking asking, Means means) {
        super(title(spec), spec, means);
        this.lookup = lookup(spec, means.most());
        this.memory = new Memory(Cadence.of(asking.dns()), asking.random());
        this.resolver = asking.resolver();
        this.executor = asking.executor();
    }

    private static String title(DiscoverSpec spec) {
        return switch (spec) {
            case DiscoverSpec.Dns dns -> "dns " + dns.addresses().url().address();
            case DiscoverSpec.Srv srv -> "srv " + srv.service().name();
            default -> throw new IllegalArgumentException(spec + " is not asked of DNS");
        };
    }

    private static Lookup lookup(DiscoverSpec spec, int most) {
        return switch (spec) {
            case DiscoverSpec.Dns dns -> new Lookup.Addresses(dns.addresses());
            case DiscoverSpec.Srv srv -> new Lookup.Service(srv.service(), most);
            default -> throw new IllegalArgumentException(spec + " is not asked of DNS");
        };
    }

    @Override
    CompletableFuture<?> begin() {
        return round();
    }

    @Override
    void end() {
        ended = true;
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        resolver.close();
    }

    /** Nobody else can know better than the answers when there is something new. */
    @Override
    void look() {}

    private CompletableFuture<?> round() {
        return askDue(lookup.first())
                .thenComposeAsync(_ -> askDue(lookup.then(memory)), executor)
                .thenRunAsync(this::conclude, executor)
                .whenComplete((_, defect) -> {
                    if (defect != null && !ended) {
                        LOG.error("{} could not be asked for; trying again", this, defect);
                        again(Cadence.RETRY);
                    }
                });
    }

    private CompletableFuture<Void> askDue(List<Question> questions) {
        long now = ticker().nanos();
        List<Question> due =
                questions.stream().filter(it -> memory.isDue(it, now)).toList();
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (int from = 0; from < due.size(); from += AT_ONCE) {
            List<Question> some = due.subList(from, Math.min(from + AT_ONCE, due.size()));
            done = done.thenComposeAsync(_ -> askAll(some), executor); // a file may be read for each question
        }
        return done;
    }

    private CompletableFuture<Void> askAll(List<Question> questions) {
        CompletableFuture<?>[] answers = questions.stream()
                .map(it -> resolver.ask(it).thenAccept(answer -> memory.take(it, answer, ticker().nanos())))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(answers);
    }

    private void conclude() {
        if (ended) {
            return;
        }
        List<Question> asked = new ArrayList<>(lookup.first());
        asked.addAll(lookup.then(memory));
        memory.keepOnly(asked);
        Set<Found> found = lookup.found(memory);
        String doubt = memory.doubt();
        if (found.isEmpty() && doubt != null && !memory.isAnswered()) {
            failed(doubt, List.of()); // what a predecessor knew stays
        } else {
            saw(found, found.isEmpty() && doubt == null ? nobody(asked) : doubt);
        }
        again(Math.max(memory.untilDue(ticker().nanos()), LEAST_PAUSE));
    }

    private String nobody(List<Question> asked) {
        for (Question question : asked) {
            String problem = memory.problem(question);
            if (problem != null) {
                return problem;
            }
        }
        return "nobody is there";
    }

    private void again(long nanos) {
        try {
            next = executor.schedule(this::round, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended = true; // the process ends
        }
    }
}
