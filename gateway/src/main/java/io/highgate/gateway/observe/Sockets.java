package io.highgate.gateway.observe;

import io.highgate.gateway.count.SocketCounters;
import io.highgate.gateway.count.SocketCounters.What;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The WebSockets of each route. Routes beyond the cap share one name, and a route without WebSockets
 * has none. Thread-safe.
 */
public final class Sockets {

    private final int cap;
    private final int loops;
    private final Map<String, SocketCounters> routes = new ConcurrentHashMap<>();

    Sockets(int cap, int loops) {
        this.cap = cap;
        this.loops = loops;
    }

    /** Where a route's WebSockets are counted. */
    public SocketCounters of(String route) {
        SocketCounters known = routes.get(route);
        if (known != null) {
            return known;
        }
        String kept = routes.size() >= cap ? Red.OTHER : route;
        return routes.computeIfAbsent(kept, it -> new SocketCounters(loops));
    }

    /** All of them as metrics. */
    public List<MetricSnapshot> collect() {
        GaugeSnapshot.Builder open =
                GaugeSnapshot.builder().name("highgate_websockets_open").help("WebSockets open.");
        CounterSnapshot.Builder opened =
                CounterSnapshot.builder().name("highgate_websockets_opened").help("WebSockets opened.");
        CounterSnapshot.Builder messages = CounterSnapshot.builder()
                .name("highgate_websocket_messages")
                .help("Messages relayed: in from clients, out from endpoints.");
        CounterSnapshot.Builder octets = CounterSnapshot.builder()
                .name("highgate_websocket_bytes")
                .help("Bytes relayed, frame headers included.");
        CounterSnapshot.Builder closes = CounterSnapshot.builder()
                .name("highgate_websocket_closes")
                .help("WebSockets that ended, by the code of the first close frame.");
        routes.forEach((route, it) -> {
            Labels labels = Labels.of("route", route);
            open.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(Math.max(0, it.sum(What.OPENED) - it.sum(What.ENDED)))
                    .build());
            opened.dataPoint(point(labels, it.sum(What.OPENED)));
            messages.dataPoint(point(labels.add("direction", "in"), it.sum(What.MESSAGES_IN)));
            messages.dataPoint(point(labels.add("direction", "out"), it.sum(What.MESSAGES_OUT)));
            octets.dataPoint(point(labels.add("direction", "in"), it.sum(What.BYTES_IN)));
            octets.dataPoint(point(labels.add("direction", "out"), it.sum(What.BYTES_OUT)));
            for (int place = 0; place < SocketCounters.places(); place++) {
                if (it.closed(place) > 0) {
                    closes.dataPoint(point(labels.add("code", SocketCounters.label(place)), it.closed(place)));
                }
            }
        });
        return List.of(open.build(), opened.build(), messages.build(), octets.build(), closes.build());
    }

    private static CounterSnapshot.CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }
}
