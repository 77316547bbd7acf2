package io.highgate.gateway.center;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of instances, told to the center that is followed, so that it can look at once: gathered
 * for a moment, one message at a time, nothing kept for later. What cannot be told is dropped and
 * counted: soon it would not be true any more. Thread-safe; noting something costs an entry in a map.
 */
final class Reports implements Witness {

    /** Observations are gathered for so long. */
    private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(200);

    /** Different ones in a message; what is seen beyond is dropped. */
    static final int MOST = 1_000;

    private final ScheduledExecutorService executor;
    private final Supplier<Registry> registry;
    private final Supplier<@Nullable Way> way;
    private final Map<Seen, LongAdder> gathered = new ConcurrentHashMap<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private record Seen(String cell, HostPort address, Kind kind) {}

    /** Where to. */
    record Way(Access access, EndpointUrl center) {

        /** Brings a message there; completes with the status of the answer. */
        CompletableFuture<Integer> post(String path, String body) {
            HttpRequest request = access.request(center, path)
                    .timeout(access.spec().timeout())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return access.client().sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
        }
    }

    /** @param way to the center that is followed now; null if there is none */
    Reports(ScheduledExecutorService executor, Supplier<Registry> registry, Supplier<@Nullable Way> way) {
        this.executor = executor;
        this.registry = registry;
        this.way = way;
    }

    @Override
    public void saw(String cell, HostPort address, Kind kind) {
        Seen seen = new Seen(cell, address, kind);
        LongAdder count = gathered.get(seen);
        if (count == null) {
            if (gathered.size() >= MOST) {
                dropped.increment();
                return;
            }
            count = gathered.computeIfAbsent(seen, _ -> new LongAdder());
        }
        count.increment();
        plan();
    }

    private void plan() {
        if (!planned.get() && planned.compareAndSet(false, true)) {
            try {
                executor.schedule(this::send, GATHER, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                dropped.increment(); // the process ends
            }
        }
    }

    private void send() {
        List<Map<String, Object>> observations = take();
        Way to = way.get();
        if (observations.isEmpty() || to == null) {
            dropped.add(observations.size());
            done();
            return;
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("gateway", to.access().name());
        message.put("observations", observations);
        to.post("/reports", Json.write(message)).whenComplete((status, failure) -> {
            boolean taken = failure == null && status / 100 == 2;
            (taken ? sent : dropped).add(observations.size());
            done();
        });
    }

    /** What was gathered meanwhile goes with the next one. */
    private void done() {
        planned.set(false);
        if (!gathered.isEmpty()) {
            plan();
        }
    }

    private List<Map<String, Object>> take() {
        Registry known = registry.get();
        List<Map<String, Object>> observations = new ArrayList<>();
        for (Seen seen : List.copyOf(gathered.keySet())) {
            LongAdder count = gathered.remove(seen);
            for (Listed listed : known.of(seen.cell())) {
                boolean meant = listed.instance().port() == seen.address().port()
                        && listed.instance().host().equals(seen.address().host());
                if (meant && count != null && observations.size() < MOST) {
                    Map<String, Object> observation = new LinkedHashMap<>();
                    observation.put("key", listed.instance().key());
                    observation.put("kind", seen.kind().word());
                    observation.put("count", Math.max(1, count.sum()));
                    observations.add(observation);
                }
            }
        }
        return observations;
    }

    long sent() {
        return sent.sum();
    }

    long dropped() {
        return dropped.sum();
    }
}
