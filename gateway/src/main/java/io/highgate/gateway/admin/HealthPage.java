package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;

/** {@code /health} on the management port: the gateway's own checks, each with its figures. Stateless. */
final class HealthPage {

    /** Above this share of the heap the gateway calls itself degraded. */
    private static final double MEMORY_LIMIT = 0.8;

    private HealthPage() {}

    static Reply of(Operations.Gateway gateway) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        boolean memoryLow = used > runtime.maxMemory() * MEMORY_LIMIT;
        boolean configRefused = gateway.snapshots().lastRefusal() != null;
        boolean draining = gateway.admission().isStopping();
        String status = draining ? "unhealthy" : memoryLow || configRefused ? "degraded" : "healthy";
        return Json.reply(draining ? 503 : 200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", status);
            json.writeObjectPropertyStart("checks");
            json.writeStringProperty("memory", memoryLow ? "warning" : "healthy");
            json.writeStringProperty("config", configRefused ? "warning" : "healthy");
            json.writeStringProperty("admission", draining ? "draining" : "healthy");
            json.writeEndObject();
            json.writeObjectPropertyStart("metrics");
            json.writeNumberProperty("inFlight", gateway.admission().inFlight());
            json.writeNumberProperty("heapUsedBytes", used);
            json.writeNumberProperty("heapMaxBytes", runtime.maxMemory());
            json.writeNumberProperty("configVersion", gateway.snapshot().get().version());
            json.writeEndObject();
            json.writeStringProperty("timestamp", gateway.observer().now().toString());
            json.writeEndObject();
        });
    }
}
