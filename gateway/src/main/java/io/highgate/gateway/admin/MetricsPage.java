package io.highgate.gateway.admin;

import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.listen.Refusal;
import io.highgate.gateway.observe.AccessLog;
import io.highgate.gateway.observe.Red;
import io.highgate.gateway.upstream.Endpoint;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code /metrics} in Prometheus' text format. Stateless. */
final class MetricsPage {

    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private MetricsPage() {}

    static Reply of(Operations.Gateway gateway) {
        List<MetricSnapshot> all = new ArrayList<>(gateway.observer().routes().collect());
        all.addAll(gateway.observer().upstreams().collect());
        all.addAll(gateway.observer().tenants().collect());
        all.add(gateway.observer().reasons().collect());
        all.addAll(gateway.observer().sockets().collect());
        all.addAll(gateway.observer().traffic().collect());
        config(gateway, all);
        limits(gateway, all);
        endpoints(gateway, all);
        process(gateway, all);
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try {
            WRITER.write(out, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(
                200, List.of(new Reply.Field(HeaderName.CONTENT_TYPE, WRITER.getContentType())), out.toByteArray());
    }

    private static void config(Operations.Gateway gateway, List<MetricSnapshot> all) {
        all.add(gauge(
                "highgate_config_version",
                "Version of the configuration in force.",
                gateway.snapshot().get().version()));
        all.add(counter(
                "highgate_config_accepted",
                "Configurations taken.",
                gateway.snapshots().accepted()));
        all.add(counter(
                "highgate_config_refused",
                "Configurations refused.",
                gateway.snapshots().refused()));
        all.add(gauge(
                "highgate_config_refused_last",
                "1 while the newest configuration offered is not the one in force.",
                gateway.snapshots().lastRefusal() == null ? 0 : 1));
        all.add(counter(
                "highgate_config_unkept",
                "Configurations taken that the disk did not keep for the next start.",
                gateway.snapshots().unkept()));
        all.add(gauge(
                "highgate_snapshots_live",
                "Snapshots that some request may still use.",
                gateway.snapshots().live()));
    }

    private static void limits(Operations.Gateway gateway, List<MetricSnapshot> all) {
        all.add(gauge(
                "highgate_in_flight", "Requests under way.", gateway.admission().inFlight()));
        all.add(counter(
                "highgate_limit_in_flight_hits",
                "Requests refused by limits.inFlight.",
                gateway.admission().overloaded()));
        all.add(gauge(
                "highgate_overload_pressure",
                "How much there is to do, from 0 to 1.",
                gateway.admission().overload().pressure()));
        all.add(gauge(
                "highgate_overload_shed_classes",
                "Classes of less important requests that are refused.",
                gateway.admission().overload().refusedClasses()));
        all.add(counter(
                "highgate_overload_shed",
                "Requests refused because others matter more.",
                gateway.admission().overload().refused()));
        AdaptiveLimit found = gateway.admission().adaptive();
        all.add(gauge(
                "highgate_overload_limit",
                "Requests that may be under way at once.",
                found == null ? gateway.snapshot().get().spec().limits().inFlight() : found.limit()));
        all.add(counter(
                "highgate_limit_websockets_hits",
                "WebSockets refused by limits.webSockets.",
                gateway.admission().tooManySockets()));
        GaugeSnapshot.Builder open =
                GaugeSnapshot.builder().name("highgate_connections").help("Client connections open.");
        CounterSnapshot.Builder refused = CounterSnapshot.builder()
                .name("highgate_limit_connections_hits")
                .help("Connections closed by limits.connections.");
        CounterSnapshot.Builder accepted =
                CounterSnapshot.builder().name("highgate_connections_accepted").help("Client connections accepted.");
        CounterSnapshot.Builder sentAway = CounterSnapshot.builder()
                .name("highgate_connections_refused")
                .help("Client connections closed before anything was read.");
        for (Listener listener : gateway.listeners().get()) {
            Labels labels = Labels.of("listener", listener.name());
            open.dataPoint(point(labels, listener.connections()));
            refused.dataPoint(count(labels, listener.refused(Refusal.CONNECTIONS)));
            for (Refusal reason : Refusal.values()) {
                sentAway.dataPoint(count(labels.add("reason", reason.label()), listener.refused(reason)));
            }
            accepted.dataPoint(count(labels, listener.accepted()));
        }
        all.add(open.build());
        all.add(refused.build());
        all.add(sentAway.build());
        all.add(accepted.build());
        BacklogMetrics.add(gateway.loops().backlogs(), all);
        LimitMetrics.add(gateway.limits().get(), all);
        TlsMetrics.add(gateway.listeners().get(), all);
        AccessLog log = gateway.observer().accessLog();
        all.add(counter(
                "highgate_access_log_lines", "Lines written to the access log.", log == null ? 0 : log.written()));
        all.add(counter(
                "highgate_access_log_dropped",
                "Lines of the access log that were lost.",
                log == null ? 0 : log.dropped()));
    }

    private static void endpoints(Operations.Gateway gateway, List<MetricSnapshot> all) {
        UpstreamMetrics.add(gateway, all);
        DiscoveryMetrics.add(gateway, all);
        CenterMetrics.add(gateway.center().get(), all);
        KeyMetrics.add(gateway, all);
        StoreMetrics.add(gateway.stores().get(), all);
        List<Endpoint> listed = gateway.endpoints().listed();
        all.add(perEndpoint(listed, "highgate_endpoint_in_flight", "Requests under way.", Endpoint::inFlight));
        all.add(perEndpoint(listed, "highgate_endpoint_connections", "Connections open.", Endpoint::connections));
        all.add(perEndpointCounter(listed, "highgate_endpoint_attempts", "Requests sent.", Endpoint::attempts));
        all.add(perEndpointCounter(listed, "highgate_endpoint_failures", "Requests that failed.", Endpoint::failures));
        all.add(perEndpointCounter(listed, "highgate_endpoint_connects", "Connections opened.", Endpoint::connects));
        HistogramSnapshot.Builder durations = HistogramSnapshot.builder()
                .name("highgate_endpoint_duration_seconds")
                .help("From choosing the endpoint to the end of its answer, or to its failure.");
        listed.forEach(it -> durations.dataPoint(it.durations().dataPoint(Labels.of("endpoint", it.toString()))));
        if (gateway.endpoints().others().count() > 0) {
            durations.dataPoint(gateway.endpoints().others().dataPoint(Labels.of("endpoint", Red.OTHER)));
        }
        all.add(durations.build());
    }

    private static void process(Operations.Gateway gateway, List<MetricSnapshot> all) {
        GaugeSnapshot.Builder lag = GaugeSnapshot.builder()
                .name("highgate_loop_lag_seconds")
                .help("How late an event loop's last beat came.");
        for (Loop loop : gateway.loops().all()) {
            lag.dataPoint(point(Labels.of("loop", Integer.toString(loop.index())), loop.lagNanos() / 1e9));
        }
        all.add(lag.build());
        Runtime runtime = Runtime.getRuntime();
        all.add(gauge("highgate_heap_used_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory()));
        all.add(gauge("highgate_heap_max_bytes", "Heap that may be used.", runtime.maxMemory()));
    }

    private static GaugeSnapshot perEndpoint(
            List<Endpoint> endpoints, String name, String help, ToDoubleFunction<Endpoint> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        endpoints.forEach(it -> gauge.dataPoint(point(Labels.of("endpoint", it.toString()), value.applyAsDouble(it))));
        return gauge.build();
    }

    private static CounterSnapshot perEndpointCounter(
            List<Endpoint> endpoints, String name, String help, ToDoubleFunction<Endpoint> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        endpoints.forEach(
                it -> counter.dataPoint(count(Labels.of("endpoint", it.toString()), value.applyAsDouble(it))));
        return counter.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, value))
                .build();
    }

    private static CounterSnapshot counter(String name, String help, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(count(Labels.EMPTY, value))
                .build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, double value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }
}
