package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.upstream.Endpoint;
import io.highgate.gateway.upstream.Member;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.gateway.upstream.discover.Sight;
import io.highgate.gateway.upstream.discover.Source;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.health.Standing;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * {@code /-/endpoints}: every upstream with its endpoints, who named them and why one cannot be used.
 * Stateless.
 */
final class EndpointsPage {

    /** So many lines of a broken file are told; the log has no more either. */
    private static final int MOST_PROBLEMS = 50;

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
        Upstream.Present present = upstream.present();
        for (int i = 0; i < present.members().size(); i++) {
            write(json, present.members().get(i), present.found().get(i), now);
        }
        json.writeEndArray();
        if (upstream.source() != null) {
            write(json, upstream.source(), now);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Source source, long now) {
        Sight sight = source.sight();
        json.writeObjectPropertyStart("discover");
        json.writeStringProperty("source", source.title());
        json.writeNumberProperty("found", sight.found().size());
        json.writeNumberProperty("leftOut", sight.leftOut());
        json.writeNumberProperty("looks", source.looks());
        json.writeNumberProperty("failures", source.failures());
        if (sight.problem() != null) {
            json.writeStringProperty("problem", sight.problem());
            json.writeNumberProperty("forSeconds", (now - sight.since()) / 1_000_000_000);
        }
        if (!sight.problems().isEmpty()) {
            json.writeArrayPropertyStart("problems");
            sight.problems().stream().limit(MOST_PROBLEMS).forEach(it -> json.writeString(it.toString()));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Member member, Found found, long now) {
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
        json.writeStringProperty("from", lower(found.by()));
        json.writeNumberProperty("weight", member.fullWeight(found.spec().weight()));
        json.writeStringProperty("weightFrom", member.isWeighedByHand() ? "hand" : lower(found.by()));
        json.writeEndObject();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
