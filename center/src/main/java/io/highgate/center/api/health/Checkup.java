package io.highgate.center.api.health;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all that a center needs, all of it at once and each for two seconds at most; whoever asks within a
 * second of another one is told the same. Thread-safe; blocks.
 */
public final class Checkup {

    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final List<Check> checks;
    private final ExecutorService blocking;
    private final Ticker ticker;
    private @Nullable Result last;
    private long at;

    public Checkup(List<Check> checks, ExecutorService blocking, Ticker ticker) {
        this.checks = List.copyOf(checks);
        this.blocking = blocking;
        this.ticker = ticker;
    }

    /**
     * How all of it is.
     *
     * @param status healthy, degraded or unhealthy
     * @param checks by name, each with its status, time and what is wrong
     */
    record Result(String status, Map<String, Object> checks) {}

    synchronized Result look() throws InterruptedException {
        if (last == null || ticker.nanos() - at > GOOD_FOR.toNanos()) {
            last = now();
            at = ticker.nanos();
        }
        return last;
    }

    private record Begun(Check check, @Nullable Future<?> future) {}

    private Result now() throws InterruptedException {
        long begun = ticker.nanos();
        List<Begun> all = new ArrayList<>();
        for (Check check : checks) {
            all.add(new Begun(check, submit(check)));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        boolean healthy = true;
        boolean useful = true;
        for (Begun one : all) {
            String wrong = wrong(one, MOST.toNanos() - (ticker.nanos() - begun));
            healthy &= wrong == null;
            useful &= wrong == null || !one.check.vital();
            shown.put(one.check.name(), shown(wrong, (ticker.nanos() - begun) / 1_000_000));
        }
        return new Result(healthy ? "healthy" : useful ? "degraded" : "unhealthy", shown);
    }

    private @Nullable Future<?> submit(Check check) {
        try {
            return blocking.submit(check.look());
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private static Map<String, Object> shown(@Nullable String wrong, long millis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", wrong == null ? "up" : "down");
        json.put("ms", millis);
        if (wrong != null) {
            json.put("message", wrong);
        }
        return json;
    }

    /** Only the kind of what went wrong: everybody may read it. */
    private static @Nullable String wrong(Begun one, long nanos) throws InterruptedException {
        Future<?> future = one.future;
        if (future == null) {
            return "nobody had time to look";
        }
        try {
            Object ignored = future.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException e) {
            future.cancel(true);
            return "no answer within " + MOST.toSeconds() + " s";
        } catch (ExecutionException e) {
            return "does not work";
        }
    }
}
