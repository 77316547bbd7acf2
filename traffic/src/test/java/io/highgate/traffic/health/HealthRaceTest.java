package io.highgate.traffic.health;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

class HealthRaceTest {

    /** Whatever races: the cap holds at every moment, and afterwards all counts agree with the standings. */
    @RepeatedTest(10)
    void countsAgreeWithStandingsAfterEverythingHasRaced() throws Exception {
        AtomicInteger ups = new AtomicInteger();
        AtomicInteger panic = new AtomicInteger();
        EjectionSettings ejection =
                new EjectionSettings(Duration.ofNanos(300), Duration.ofNanos(900), Duration.ofSeconds(1), 0.5, 0.3);
        UpstreamHealth upstream = new UpstreamHealth(
                new HealthSettings(ProbeSettings.usual(), OutlierSettings.usual(), ejection), new HealthListener() {
                    @Override
                    public void flipped(String endpoint, Standing from, Standing to) {
                        ups.addAndGet(
                                (to.state() == HealthState.UP ? 1 : 0) - (from.state() == HealthState.UP ? 1 : 0));
                    }

                    @Override
                    public void panicked(boolean panicking) {
                        panic.addAndGet(panicking ? 1 : -1);
                    }
                });
        List<EndpointHealth> endpoints =
                IntStream.range(0, 6).mapToObj(i -> upstream.join("e" + i, 0)).toList();
        AtomicLong clock = new AtomicLong();
        AtomicInteger tooMany = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(seed -> new Thread(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    for (int i = 0; i < 20_000; i++) {
                        somethingHappens(
                                endpoints.get(random.nextInt(6)),
                                random.nextInt(seed == 0 ? 9 : 7),
                                clock.incrementAndGet());
                        if (upstream.ejected() > 3) {
                            tooMany.incrementAndGet();
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tooMany).hasValue(0);
        long up = count(endpoints, HealthState.UP);
        long drained = count(endpoints, HealthState.DRAINED);
        assertThat(upstream.members()).isEqualTo(6 - (int) drained);
        assertThat(upstream.out()).isEqualTo(6 - (int) drained - (int) up);
        assertThat(ups.get()).isEqualTo((int) up - 6);
        assertThat(panic.get()).isEqualTo(upstream.isPanicking() ? 1 : 0);
        assertThat(upstream.isPanicking()).isEqualTo(drained < 6 && up < 0.3 * (6 - drained));
    }

    private static long count(List<EndpointHealth> endpoints, HealthState state) {
        return endpoints.stream().filter(it -> it.standing().state() == state).count();
    }

    private static void somethingHappens(EndpointHealth endpoint, int what, long now) {
        switch (what) {
            case 0 -> endpoint.onAttempt(Attempted.REFUSED, 1, now);
            case 1 -> endpoint.onAttempt(Attempted.SUCCESS, 1, now);
            case 2 -> endpoint.onAttempt(Attempted.FAILURE, 1, now);
            case 3 -> endpoint.onProbe(false, "", now);
            case 4 -> endpoint.onProbe(true, "", now);
            case 7 -> endpoint.drain(now); // by one thread only, as operators' words are
            case 8 -> endpoint.restore(now);
            default -> endpoint.isUsable(now);
        }
    }
}
