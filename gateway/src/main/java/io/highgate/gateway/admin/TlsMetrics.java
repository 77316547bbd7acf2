package io.highgate.gateway.admin;

import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.model.tls.Identity;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** What {@code /metrics} says of handshakes and certificates. Stateless. */
final class TlsMetrics {

    private TlsMetrics() {}

    static void add(List<Listener> listeners, List<MetricSnapshot> all) {
        CounterSnapshot.Builder done =
                CounterSnapshot.builder().name("highgate_tls_handshakes").help("TLS handshakes completed.");
        CounterSnapshot.Builder failed = CounterSnapshot.builder()
                .name("highgate_tls_handshake_failures")
                .help("TLS handshakes that failed.");
        GaugeSnapshot.Builder expiry = GaugeSnapshot.builder()
                .name("highgate_certificate_expiry_seconds")
                .help("When a certificate expires, in seconds since 1970.");
        for (Listener listener : listeners) {
            ServerTls tls = listener.security();
            if (tls != null) {
                Labels labels = Labels.of("listener", listener.name());
                done.dataPoint(count(labels, listener.handshakes()));
                failed.dataPoint(count(labels, listener.failedHandshakes()));
                certificates(listener.name(), tls.key().identities(), expiry);
            }
        }
        all.add(done.build());
        all.add(failed.build());
        all.add(expiry.build());
    }

    private static void certificates(String listener, List<Identity> identities, GaugeSnapshot.Builder expiry) {
        for (int i = 0; i < identities.size(); i++) {
            Identity identity = identities.get(i);
            double at = identity.certificate().getNotAfter().toInstant().getEpochSecond();
            String names = String.join(",", identity.names().all());
            expiry.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "listener", listener, "certificate", Integer.toString(i), "names", shortened(names)))
                    .value(at)
                    .build());
        }
    }

    /** Some certificates have a hundred names. */
    private static String shortened(String names) {
        return names.length() <= 200 ? names : names.substring(0, 200) + "...";
    }

    private static CounterDataPointSnapshot count(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
