package io.highgate.gateway.center.red;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the center from time to time what was counted since. While there is none, what is counted becomes one
 * report that grows in nothing but its numbers; what waits is told when there is one again, and given up when
 * ten minutes later there is still none. Each report counts once, however often it was sent. Thread-safe;
 * never blocks but at the {@link #end}.
 */
public final class Telling {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** What was written so long ago is given up for what was counted since. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Means means;
    private final String name;
    private final Deque<Letter> written = new ArrayDeque<>();
    private final LongAdder told = new LongAdder();
    private final LongAdder untold = new LongAdder();
    private Sums gathered;
    private String gateway = "gateway";
    private @Nullable Future<?> plan;
    private @Nullable CompletableFuture<?> underWay;
    private long writtenAt;
    private long reports;
    private boolean refused;

    /**
     * What it is made with.
     *
     * @param post to the center that is followed now; null if there is none
     */
    public record Means(
            Counted counted,
            Supplier<@Nullable Post> post,
            Ticker ticker,
            InstantSource clock,
            SplittableRandom random) {}

    public Telling(Means means) {
        this.means = means;
        this.name = HexFormat.of().toHexDigits(means.random().nextLong()) + "-"
                + Long.toHexString(means.clock().millis());
        this.gathered = new Sums(means.clock().millis());
    }

    /**
     * From now on it is told so often, by that name; not at all for a time of zero.
     *
     * @param executor where it is written, once it is time
     */
    public synchronized void begin(Duration every, String as, ScheduledExecutorService executor) {
        gateway = as;
        if (plan != null) {
            plan.cancel(false);
            plan = null;
        }
        if (every.isZero()) {
            forget();
            return;
        }
        long nanos = every.toNanos();
        long first = means.random().nextLong(nanos); // many gateways may start at once
        try {
            plan = executor.scheduleWithFixedDelay(this::safely, first, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the process ends", e);
        }
    }

    private void forget() {
        written.clear();
        means.counted().ledger().gather(gathered);
        means.counted().spans().take();
        gathered = new Sums(means.clock().millis());
    }

    private void safely() {
        try {
            round();
        } catch (RuntimeException e) { // a plan that throws is over
            LOG.error("what is told of requests met a defect", e);
        }
    }

    /** It is time. */
    synchronized void round() {
        long now = means.ticker().nanos();
        means.counted().ledger().gather(gathered);
        if (!written.isEmpty() && now - writtenAt > KEPT.toNanos()) {
            written.forEach(it -> untold.add(it.requests()));
            written.clear();
        }
        if (written.isEmpty()) {
            write(now);
        }
        send();
    }

    private void write(long now) {
        long millis = means.clock().millis();
        List<Span> spans = means.counted().spans().take();
        written.addAll(Letter.write(gathered, spans, new Letter.Head(gateway, name + "-" + reports++, millis)));
        writtenAt = now;
        gathered = new Sums(millis);
    }

    private void send() {
        Letter next = written.peek();
        Post post = means.post().get();
        if (next != null && post != null && (underWay == null || underWay.isDone())) {
            CompletableFuture<Integer> answer = post.send(next.body());
            underWay = answer;
            answer.whenComplete((status, failure) -> answered(next, failure == null ? status : 0));
        }
    }

    private synchronized void answered(Letter letter, int status) {
        underWay = null;
        boolean taken = status / 100 == 2;
        if (!taken && !isHopeless(status)) {
            return; // next time
        }
        if (taken != !refused) {
            refused = !taken;
            LOG.atLevel(taken ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN)
                    .log(
                            "what is told of requests is {}",
                            taken ? "counted again" : "refused by the center: " + status);
        }
        if (written.remove(letter)) {
            (taken ? told : untold).add(letter.requests());
        }
        send();
    }

    /** Whether another time would bring the same: it is no matter of keys, of time, or of what a center lacks. */
    private static boolean isHopeless(int status) {
        return status / 100 == 4 && status != 401 && status != 403 && status != 408 && status != 429;
    }

    /** Tells what it still can, for a moment, and nothing more from then on. */
    public void end() {
        CompletableFuture<?> last;
        synchronized (this) {
            if (plan == null) {
                return;
            }
            plan.cancel(false);
            plan = null;
            round();
            last = underWay;
        }
        if (last != null) {
            last.copy()
                    .completeOnTimeout(null, LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((_, _) -> true)
                    .join();
        }
    }

    /** Requests that a center has counted. */
    public long told() {
        return told.sum();
    }

    /** Requests that no center has counted, and none will. */
    public long untold() {
        return untold.sum();
    }
}
