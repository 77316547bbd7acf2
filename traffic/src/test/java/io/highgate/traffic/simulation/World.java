package io.highgate.traffic.simulation;

import io.highgate.traffic.breaker.BreakerSettings;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.breaker.Faults;
import io.highgate.traffic.breaker.Outcome;
import io.highgate.traffic.breaker.Permit;
import io.highgate.traffic.breaker.TripRule;
import io.highgate.traffic.health.Attempted;
import io.highgate.traffic.health.EjectionSettings;
import io.highgate.traffic.health.EndpointHealth;
import io.highgate.traffic.health.HealthListener;
import io.highgate.traffic.health.HealthSettings;
import io.highgate.traffic.health.HealthState;
import io.highgate.traffic.health.OutlierSettings;
import io.highgate.traffic.health.ProbeSettings;
import io.highgate.traffic.health.Standing;
import io.highgate.traffic.health.UpstreamHealth;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.AdaptiveSettings;
import io.highgate.traffic.retry.Backoff;
import io.highgate.traffic.retry.RetryBudget;
import io.highgate.traffic.retry.RetryBudgetSettings;
import io.highgate.traffic.simulation.Origin.Ailment;
import io.highgate.traffic.simulation.Origin.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Clients that send through all policies to endpoints that fail in every way, as events in one queue.
 * The same seed gives the same course. Confined to one thread.
 */
final class World {

    private record Event(long at, long order, Runnable deed) {}

    private static final long MILLI = Origin.MILLI;
    private static final long PER_TRY = 500 * MILLI;
    private static final int RETRIES = 2;

    final List<Origin> origins;
    final UpstreamHealth upstream;
    final AdaptiveLimit limit;
    final Ledger ledger = new Ledger();
    final BreakerSettings circuit;
    private final Map<String, HealthState> told = new HashMap<>();
    private final RetryBudget budget = new RetryBudget(RetryBudgetSettings.usual());
    private final Backoff backoff = Backoff.usual();
    private final Faults faults = Faults.serverErrors();
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() == b.at() ? Long.compare(a.order(), b.order()) : Long.compare(a.at(), b.at()));
    private long order;
    private long now;

    World(long seed) {
        random = new SplittableRandom(seed);
        now = random.nextLong() >> 2; // a ticker begins anywhere, below zero too
        circuit = circuit(random.nextInt(3));
        upstream = new UpstreamHealth(random.nextBoolean() ? HealthSettings.usual() : onlyRefused(), listener());
        limit = new AdaptiveLimit(AdaptiveSettings.usual(), now);
        origins = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> new Origin(upstream.join("origin " + i, now), circuit))
                .toList();
        origins.forEach(it -> told.put(it.health.name(), HealthState.UP));
    }

    private static BreakerSettings circuit(int which) {
        TripRule quick = new TripRule.Ratio(Duration.ofSeconds(5), 0.4, 5);
        return switch (which) {
            case 0 -> BreakerSettings.byRatio();
            case 1 -> BreakerSettings.byConsecutiveFailures();
            default -> new BreakerSettings(quick, Duration.ofMillis(300), 3, 2, Duration.ofSeconds(1));
        };
    }

    /** Leaves all else to the circuits, which would otherwise seldom see an endpoint long enough to open. */
    private static HealthSettings onlyRefused() {
        OutlierSettings none = new OutlierSettings(0, 1, Duration.ofSeconds(1), 1_000_000, 0, Duration.ZERO);
        return new HealthSettings(ProbeSettings.usual(), none, EjectionSettings.usual());
    }

    private HealthListener listener() {
        return new HealthListener() {
            @Override
            public void flipped(String endpoint, Standing from, Standing to) {
                ledger.mustBe(told.put(endpoint, to.state()) == from.state(), "flips of health do not form a chain");
                ledger.mustBe(!from.equals(to), "a flip to the same");
            }

            @Override
            public void panicked(boolean panicking) {
                ledger.mustBe(upstream.isPanicking() == panicking, "panic is told otherwise than it is");
            }
        };
    }

    /** Runs so many requests to their ends; {@code check} is called after each event. */
    void run(int requests, Runnable check) {
        long end = now;
        for (int i = 0; i < requests; i++) {
            end += (1 + random.nextInt(40)) * MILLI;
            at(end, this::request);
        }
        origins.forEach(it -> at(now, () -> probe(it, requests)));
        for (int i = 0; i < 8; i++) {
            at(now + random.nextLong(end - now + 1), this::fate);
        }
        while (!events.isEmpty()) {
            Event next = events.remove();
            now = next.at();
            next.deed().run();
            check.run();
        }
    }

    private void at(long moment, Runnable deed) {
        events.add(new Event(moment, order++, deed));
    }

    private void fate() {
        Origin origin = origins.get(random.nextInt(origins.size()));
        Ailment[] all = Ailment.values();
        origin.ailment = all[random.nextInt(all.length)];
        switch (random.nextInt(8)) {
            case 0 -> origin.health.drain(now);
            case 1, 2 -> origin.health.restore(now);
            default ->
                upstream.compareLatencies(origins.stream().map(it -> it.health).toList(), now);
        }
    }

    private void probe(Origin origin, int left) {
        origin.health.onProbe(origin.probeSucceeds(now), "probe", now);
        if (left > 0) {
            at(now + origin.health.nextProbeNanos(random.nextDouble()), () -> probe(origin, left - 50));
        }
    }

    private void request() {
        ledger.begun++;
        budget.onRequest(now);
        ledger.requests.add(now);
        if (limit.tryAcquire()) {
            long began = now;
            attempt(RETRIES, began);
        } else {
            ledger.refused++;
        }
    }

    private void attempt(int triesLeft, long began) {
        List<Origin> usable = new ArrayList<>(
                origins.stream().filter(it -> it.health.isUsable(now)).toList());
        while (!usable.isEmpty()) {
            Origin origin = usable.remove(random.nextInt(usable.size()));
            long permit = origin.breaker.tryAcquire(now);
            if (!Permit.isRefused(permit)) {
                send(origin, permit, triesLeft, began);
                return;
            }
            ledger.mustBe(Permit.waitNanos(permit) <= circuit.open().toNanos(), "told to wait too long");
        }
        finish(false, began);
    }

    private void send(Origin origin, long permit, int triesLeft, long began) {
        ledger.mustBe(origin.told != CircuitState.OPEN, "a request to an open circuit");
        ledger.mustBe(origin.health.standing().state() != HealthState.DRAINED, "a request to a drained endpoint");
        ledger.permits++;
        boolean probing = Permit.isProbe(permit);
        origin.probesUnderWay += probing ? 1 : 0;
        Answer answer = origin.answer(random, now);
        boolean hangs = answer.status() < 0 || answer.nanos() > PER_TRY;
        boolean cancelled = random.nextInt(20) == 0;
        long took = hangs ? PER_TRY : cancelled ? answer.nanos() / 2 : answer.nanos();
        long sent = now;
        at(now + took, () -> {
            ledger.settled++;
            origin.probesUnderWay -= probing ? 1 : 0;
            if (cancelled) {
                origin.breaker.onCancelled(permit, now);
                origin.health.onAttempt(Attempted.IGNORED, now - sent, now);
                finish(true, began);
            } else {
                judge(origin, permit, hangs ? new Answer(-1, PER_TRY) : answer);
                next(hangs || answer.status() != 200, triesLeft, began);
            }
        });
    }

    private void judge(Origin origin, long permit, Answer answer) {
        Outcome outcome = answer.status() <= 0 ? Outcome.FAILURE : faults.ofStatus(answer.status(), answer.nanos());
        origin.breaker.onResult(permit, outcome, now);
        Attempted attempted = answer.status() == 0
                ? Attempted.REFUSED
                : outcome == Outcome.FAILURE ? Attempted.FAILURE : Attempted.SUCCESS;
        origin.health.onAttempt(attempted, answer.nanos(), now);
    }

    private void next(boolean failed, int triesLeft, long began) {
        if (failed && triesLeft > 0 && budget.tryRetry(now)) {
            ledger.retries.add(now);
            ledger.checkBudget(now);
            long pause = backoff.nanos(RETRIES - triesLeft + 1, random.nextDouble());
            at(now + pause, () -> attempt(triesLeft - 1, began));
        } else {
            finish(!failed, began);
        }
    }

    private void finish(boolean well, long began) {
        ledger.ended++;
        if (well) {
            limit.onSuccess(began, now);
        } else {
            limit.onDropped(now);
        }
    }

    List<EndpointHealth> healths() {
        return origins.stream().map(it -> it.health).toList();
    }
}
