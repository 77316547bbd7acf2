package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.upstream.Endpoint;
import io.highgate.gateway.upstream.Member;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.health.Standing;
import java.util.List;
import java.util.Locale;
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
        long now = upstream.guard().now();
        json.writeStartObject();
        json.writeStringProperty("name", upstream.name());
        json.writeBooleanProperty("panicking", upstream.guard().health().isPanicking());
        CircuitState circuit = upstream.guard().circuits().worst();
        if (circuit != null) {
            json.writeStringProperty("circuit", lower(circuit));
        }
        json.writeNumberProperty("inFlight", upstream.guard().room().inFlight());
        json.writeNumberProperty("waiting", upstream.guard().room().waiting());
        json.writeArrayPropertyStart("endpoints");
        upstream.members().forEach(member -> write(json, member, now));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Member member, long now) {
        Endpoint endpoint = member.endpoint();
        Standing standing = member.health().standing();
        json.writeStartObject();
        json.writeStringProperty("address", endpoint.toString());
        json.writeBooleanProperty("usable", member.isUsable(now));
        json.writeStringProperty("state", member.isRefusing() ? "refusing" : lower(standing.state()));
        String problem = member.problem();
        if (problem != null) {
            json.writeStringProperty("problem", problem);
        }
        if (!standing.detail().isEmpty()) {
            json.writeStringProperty("detail", standing.detail());
        }
        json.writeNumberProperty("forSeconds", (now - standing.since()) / 1_000_000_000);
        Breaker circuit = member.breaker();
        if (circuit != null) {
            json.writeStringProperty("circuit", lower(circuit.state()));
        }
        json.writeNumberProperty("latencyMillis", member.latency(now) / 1_000_000.0);
        json.writeNumberProperty("inFlight", endpoint.inFlight());
        json.writeNumberProperty("connections", endpoint.connections());
        json.writeNumberProperty("attempts", endpoint.attempts());
        json.writeNumberProperty("failures", endpoint.failures());
        json.writeEndObject();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code POST /-/endpoints/drain?upstream=U&endpoint=E}: takes it out by hand; {@code restore} brings it back. */
    static Reply drain(Operations.Gateway gateway, Question question, boolean out) {
        String upstream = question.first("upstream");
        String endpoint = question.first("endpoint");
        if (upstream == null || endpoint == null) {
            return refused(400, "BAD_REQUEST", "Give upstream=NAME and endpoint=host:port");
        }
        Upstream named = gateway.snapshot().get().upstreams().get(upstream);
        List<Member> members = named == null ? List.of() : named.members();
        for (Member member : members) {
            if (member.toString().equals(endpoint)) {
                member.takeOut(out);
                return of(gateway);
            }
        }
        return refused(404, "NOT_FOUND", "No upstream of that name has such an endpoint; GET /-/endpoints lists them");
    }

    private static Reply refused(int status, String code, String message) {
        return Json.reply(status, json -> {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeEndObject();
        });
    }
}
