package io.highgate.gateway.admin;

import io.highgate.gateway.upstream.Guard;
import io.highgate.gateway.upstream.Member;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.traffic.breaker.CircuitState;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of upstreams: health, circuits, retries, room. Stateless. */
final class UpstreamMetrics {

    /** Members with a line of their own; more would fill the page. */
    private static final int MAX_MEMBERS = 2_000;

    private UpstreamMetrics() {}

    static void add(Operations.Gateway gateway, List<MetricSnapshot> all) {
        Family<Guard> family = new Family<>(
                "highgate_upstream_",
                "upstream",
                Guard::name,
                gateway.endpoints().guards(),
                all);
        family.gauge(
                "members", "Endpoints not taken out by hand.", it -> it.health().members());
        family.gauge(
                "members_out",
                "Endpoints left out for their health.",
                it -> it.health().out());
        family.gauge(
                "panicking",
                "1 while too few endpoints are well, so that all are asked.",
                it -> it.health().isPanicking() ? 1 : 0);
        family.gauge(
                "in_flight",
                "Requests that have room at the upstream.",
                it -> it.room().inFlight());
        family.gauge("waiting", "Requests that wait for room.", it -> it.room().waiting());
        family.gauge(
                "circuit_open",
                "1 while the circuit is open, 0.5 while it is tried.",
                it -> openness(it.circuits().worst()));
        family.counter("retries", "Tries beyond the first.", Guard::retries);
        family.counter(
                "retries_over_budget",
                "Retries not made for want of budget.",
                it -> it.budget().exhausted());
        family.counter("hedges", "Endpoints asked beside one that took long.", Guard::hedges);
        family.counter("hedges_won", "How often such a one answered first.", Guard::hedgesWon);
        family.counter("circuit_refusals", "Requests refused by an open circuit.", Guard::circuitRefusals);
        family.counter(
                "panics",
                "How often too few endpoints were well.",
                it -> it.health().panics());
        family.counter(
                "spared",
                "Endpoints not left out because too many were.",
                it -> it.health().spared());
        family.counter(
                "no_room",
                "Requests refused because too many waited.",
                it -> it.room().refused());
        family.counter(
                "waited_in_vain",
                "Requests that waited for room too long.",
                it -> it.room().timedOut());
        members(gateway, all);
    }

    private static double openness(@Nullable CircuitState circuit) {
        if (circuit == null || circuit == CircuitState.CLOSED) {
            return 0;
        }
        return circuit == CircuitState.OPEN ? 1 : 0.5;
    }

    private static void members(Operations.Gateway gateway, List<MetricSnapshot> all) {
        GaugeSnapshot.Builder weight = GaugeSnapshot.builder()
                .name("highgate_endpoint_weight")
                .help("Its share relative to others, as configured, found, or set by hand.");
        GaugeSnapshot.Builder usable = GaugeSnapshot.builder()
                .name("highgate_endpoint_usable")
                .help("1 if requests of the upstream may go there.");
        int told = 0;
        for (Upstream upstream : gateway.snapshot().get().upstreams().values()) {
            long now = upstream.guard().now();
            Upstream.Present present = upstream.present();
            for (int i = 0; i < present.members().size() && told++ < MAX_MEMBERS; i++) {
                Member member = present.members().get(i);
                Labels labels = Labels.of("upstream", upstream.name(), "endpoint", member.toString());
                usable.dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(member.isUsable(now) ? 1 : 0, labels, null));
                int share = member.fullWeight(present.found().get(i).spec().weight());
                weight.dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(share, labels, null));
            }
        }
        all.add(usable.build());
        all.add(weight.build());
    }
}
