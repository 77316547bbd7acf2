package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.upstream.Endpoint;
import io.highgate.gateway.upstream.Upstream;
import tools.jackson.core.JsonGenerator;

/** {@code /-/endpoints}: every upstream with its endpoints and why one cannot be used. Stateless. */
final class EndpointsPage {

    private EndpointsPage() {}

    static Reply of(Operations.Gateway gateway) {
        return Json.reply(200, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("upstreams");
            gateway.snapshot().get().upstreams().values().forEach(upstream -> write(json, upstream));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Upstream upstream) {
        json.writeStartObject();
        json.writeStringProperty("name", upstream.name());
        json.writeArrayPropertyStart("endpoints");
        upstream.endpoints().forEach(endpoint -> write(json, endpoint));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Endpoint endpoint) {
        json.writeStartObject();
        json.writeStringProperty("address", endpoint.toString());
        json.writeBooleanProperty("usable", endpoint.isUsable());
        String problem = endpoint.resolveProblem();
        if (problem != null) {
            json.writeStringProperty("problem", problem);
        }
        json.writeNumberProperty("inFlight", endpoint.inFlight());
        json.writeNumberProperty("connections", endpoint.connections());
        json.writeNumberProperty("attempts", endpoint.attempts());
        json.writeNumberProperty("failures", endpoint.failures());
        json.writeEndObject();
    }
}
