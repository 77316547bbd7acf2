package io.highgate.traffic.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointHealthTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final List<String> said = new ArrayList<>();
    private final UpstreamHealth upstream = new UpstreamHealth(HealthSettings.usual(), new HealthListener() {
        @Override
        public void flipped(String endpoint, Standing from, Standing to) {
            said.add(endpoint + " " + from.state() + " to " + to.state() + " " + to.cause());
        }

        @Override
        public void panicked(boolean panicking) {
            said.add("panic " + panicking);
        }
    });
    private final EndpointHealth a = upstream.join("a", 0);
    private final EndpointHealth b = upstream.join("b", 0);
    private final EndpointHealth c = upstream.join("c", 0);
    private final EndpointHealth d = upstream.join("d", 0);
    private long now = SECOND;

    private void attempts(EndpointHealth endpoint, Attempted attempted, int times) {
        IntStream.range(0, times).forEach(i -> endpoint.onAttempt(attempted, 10 * MILLI, now));
    }

    private void probes(EndpointHealth endpoint, String results) {
        results.chars().forEach(it -> endpoint.onProbe(it == '+', "status 500", now));
    }

    private HealthState state(EndpointHealth endpoint) {
        return endpoint.standing().state();
    }

    @Test
    void aRefusedConnectionEjectsAtOnceAndIsToldOnce() {
        attempts(a, Attempted.REFUSED, 50);
        assertThat(a.isUsable(now)).isFalse();
        assertThat(said).containsExactly("a UP to EJECTED CONNECT_REFUSED");
        assertThat(a.standing().since()).isEqualTo(now);
        assertThat(a.standing().detail()).contains("1 of 1 failed");
    }

    @Test
    void fiveFailuresInARowEject() {
        attempts(a, Attempted.FAILURE, 4);
        attempts(a, Attempted.SUCCESS, 1);
        attempts(a, Attempted.FAILURE, 4);
        attempts(a, Attempted.IGNORED, 99);
        assertThat(a.isUsable(now)).isTrue();
        attempts(a, Attempted.FAILURE, 1);
        assertThat(a.standing().cause()).isEqualTo(Cause.CONSECUTIVE_FAILURES);
    }

    @Test
    void aThirdOfFailuresEjectsOnceThereAreTwenty() {
        for (int i = 0; i < 9; i++) {
            attempts(a, Attempted.SUCCESS, 1);
            attempts(a, Attempted.FAILURE, 1);
        }
        assertThat(state(a)).isEqualTo(HealthState.UP);
        attempts(a, Attempted.SUCCESS, 1);
        attempts(a, Attempted.FAILURE, 1);
        assertThat(a.standing().cause()).isEqualTo(Cause.FAILURE_RATIO);
        attempts(b, Attempted.SUCCESS, 1_000);
        attempts(b, Attempted.FAILURE, 4);
        assertThat(state(b)).isEqualTo(HealthState.UP);
    }

    @Test
    void muchSlowerThanItsPeersIsEjected() {
        for (int i = 0; i < 40; i++) {
            a.onAttempt(i % 2 == 0 ? Attempted.SUCCESS : Attempted.OUTRUN, 400 * MILLI, now);
            b.onAttempt(Attempted.SUCCESS, 100 * MILLI, now);
            c.onAttempt(Attempted.SUCCESS, 110 * MILLI, now);
        }
        d.onAttempt(Attempted.SUCCESS, 9_000 * MILLI, now); // once is chance
        upstream.compareLatencies(List.of(a, b, c, d), now);
        assertThat(said).containsExactly("a UP to EJECTED LATENCY");
        assertThat(a.standing().detail()).isEqualTo("400 ms where its peers take 100 ms");
        upstream.compareLatencies(List.of(a, b, c, d), now);
        assertThat(upstream.ejected()).isEqualTo(1);
    }

    @Test
    void whoIsFastEnoughIsNotSlowWhateverThePeersAre() {
        for (int i = 0; i < 40; i++) {
            a.onAttempt(Attempted.SUCCESS, 40 * MILLI, now);
            b.onAttempt(Attempted.SUCCESS, MILLI, now);
        }
        upstream.compareLatencies(List.of(a, b), now);
        upstream.compareLatencies(List.of(), now);
        upstream.compareLatencies(List.of(a), now);
        assertThat(said).isEmpty();
    }

    @Test
    void anEjectionEndsByItselfAndTheNextOneIsLonger() {
        attempts(a, Attempted.REFUSED, 1);
        now += 5 * SECOND - 1;
        assertThat(a.isUsable(now)).isFalse();
        now += 1;
        assertThat(a.isUsable(now)).isTrue();
        assertThat(upstream.ejected()).isZero();
        attempts(a, Attempted.REFUSED, 1);
        now += 10 * SECOND - 1;
        assertThat(a.isUsable(now)).isFalse();
        now += 1;
        assertThat(a.isUsable(now)).isTrue();
        now += 60 * SECOND; // both are forgiven
        attempts(a, Attempted.REFUSED, 1);
        now += 5 * SECOND;
        assertThat(a.isUsable(now)).isTrue();
        assertThat(said).hasSize(6).allMatch(it -> it.startsWith("a "));
    }

    @Test
    void neverMoreThanHalfAreEjectedAndOneOfTwoMayBe() {
        List.of(a, b, c, d).forEach(it -> attempts(it, Attempted.REFUSED, 1));
        assertThat(upstream.ejected()).isEqualTo(2);
        assertThat(upstream.spared()).isEqualTo(2);
        assertThat(c.isUsable(now) && d.isUsable(now)).isTrue();
        c.retire(now);
        d.retire(now);
        assertThat(upstream.members()).isEqualTo(2);
        b.retire(now);
        assertThat(upstream.ejected()).isEqualTo(1);
    }

    @Test
    void theOnlyOneIsNotEjected() {
        List.of(a, b, c).forEach(it -> it.retire(now));
        attempts(d, Attempted.REFUSED, 1);
        attempts(d, Attempted.FAILURE, 100);
        assertThat(state(d)).isEqualTo(HealthState.UP);
    }

    @Test
    void afterRefusedConnectionsAGoodProbeEndsTheEjectionAndAfterOthersItDoesNot() {
        attempts(a, Attempted.REFUSED, 1);
        attempts(b, Attempted.FAILURE, 5);
        probes(a, "+");
        probes(b, "+++");
        assertThat(state(a)).isEqualTo(HealthState.UP);
        assertThat(state(b)).isEqualTo(HealthState.EJECTED);
    }

    @Test
    void probesTakeItOutAndBringItBack() {
        probes(a, "--");
        assertThat(state(a)).isEqualTo(HealthState.UP);
        assertThat(a.isSuspicious()).isTrue();
        assertThat(a.nextProbeNanos(0.5)).isEqualTo(SECOND / 2);
        probes(a, "-");
        assertThat(a.standing()).isEqualTo(new Standing(HealthState.DOWN, Cause.PROBES_FAILED, "status 500", now));
        assertThat(a.nextProbeNanos(0.5)).isEqualTo(5 * SECOND);
        probes(a, "-----+");
        assertThat(said).containsExactly("a UP to DOWN PROBES_FAILED", "a DOWN to UP NONE");
    }

    @Test
    void aFailedAnswerIsReasonEnoughToProbeSoon() {
        attempts(a, Attempted.FAILURE, 1);
        assertThat(a.nextProbeNanos(0.5)).isEqualTo(SECOND / 2);
        attempts(a, Attempted.SUCCESS, 1);
        assertThat(a.nextProbeNanos(0.5)).isEqualTo(5 * SECOND);
    }

    @Test
    void withTooFewUpAllAreAskedAgainButForThoseTakenOutByHand() {
        d.drain(now);
        List.of(a, b).forEach(it -> probes(it, "---"));
        assertThat(upstream.isPanicking()).isFalse(); // one of three is a third
        probes(c, "---");
        assertThat(upstream.isPanicking()).isTrue();
        assertThat(upstream.panics()).isEqualTo(1);
        assertThat(a.isUsable(now) && b.isUsable(now) && c.isUsable(now)).isTrue();
        assertThat(d.isUsable(now)).isFalse();
        probes(c, "+");
        assertThat(upstream.isPanicking()).isFalse();
        assertThat(a.isUsable(now)).isFalse();
        assertThat(said).contains("panic true", "panic false").hasSize(7);
    }

    @Test
    void takingOutByHandIsToldBeforeAllElseAndEndsByHandOnly() {
        probes(a, "---");
        a.drain(now);
        a.drain(now);
        probes(a, "+");
        assertThat(state(a)).isEqualTo(HealthState.DRAINED);
        attempts(a, Attempted.REFUSED, 1);
        a.restore(now);
        assertThat(said)
                .containsExactly(
                        "a UP to DOWN PROBES_FAILED",
                        "a DOWN to DRAINED BY_HAND",
                        "a DRAINED to EJECTED CONNECT_REFUSED");
        assertThat(upstream.members()).isEqualTo(4);
        assertThat(upstream.out()).isEqualTo(1);
    }

    @Test
    void whatIsRetiredChangesNoMore() {
        attempts(a, Attempted.REFUSED, 1);
        a.retire(now);
        a.retire(now);
        a.restore(now);
        probes(a, "+++");
        attempts(a, Attempted.REFUSED, 9);
        assertThat(a.isUsable(now + 3_600 * SECOND)).isFalse();
        assertThat(upstream.ejected()).isZero();
        assertThat(upstream.members()).isEqualTo(3);
        assertThat(upstream.out()).isZero();
    }

    @Test
    void aClockThatJumpsBackLetsNobodyServeForEver() {
        attempts(a, Attempted.REFUSED, 1);
        now -= 1_000_000 * SECOND;
        assertThat(a.isUsable(now)).isTrue();
        attempts(a, Attempted.REFUSED, 1);
        assertThat(a.isUsable(now)).isFalse();
    }

    @Test
    void settingsMayChangeUnderIt() {
        attempts(a, Attempted.REFUSED, 1);
        attempts(b, Attempted.FAILURE, 4);
        OutlierSettings strict = new OutlierSettings(1, 1, Duration.ofSeconds(1), 1, 0, Duration.ZERO);
        upstream.adopt(new HealthSettings(ProbeSettings.usual(), strict, EjectionSettings.usual()));
        assertThat(state(a)).isEqualTo(HealthState.EJECTED);
        assertThat(state(b)).isEqualTo(HealthState.UP);
        attempts(b, Attempted.FAILURE, 1);
        assertThat(state(b)).isEqualTo(HealthState.EJECTED);
        EjectionSettings anxious =
                new EjectionSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 0.5, 0.6);
        upstream.adopt(new HealthSettings(ProbeSettings.usual(), strict, anxious));
        assertThat(upstream.isPanicking()).isTrue();
    }
}
