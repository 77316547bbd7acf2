package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.route.Explanation;
import io.highgate.gateway.snapshot.Explain;
import io.highgate.gateway.snapshot.Explain.Around;
import io.highgate.gateway.snapshot.Explain.Result;
import io.highgate.gateway.upstream.Member;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.model.shape.ScalarText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code /-/explain?method=GET&url=/orders/1&header=X-A:b&client=10.1.2.3&at=2026-03-01T08:30:00Z}: what the configuration in force would do
 * with a request, and why. Stateless.
 */
final class ExplainPage {

    private static final int MOST_ENDPOINTS = 20;

    private static final String JSON = "application/json";

    private ExplainPage() {}

    static Reply of(Operations.Gateway gateway, Question question) {
        String url = question.first("url");
        String method = question.first("method");
        if (url == null) {
            return Reply.of(
                    400,
                    JSON,
                    "{\"code\":\"BAD_REQUEST\",\"message\":\"Give url=..., and if you like method=... and header=Name:value\"}");
        }
        List<String> headers = question.parameters().getOrDefault("header", List.of());
        Around around;
        try {
            around = Around.of(
                    question.first("client"),
                    question.first("at"),
                    gateway.observer().now());
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        Result result =
                new Explain(gateway.snapshot().get()).explain(method == null ? "GET" : method, url, headers, around);
        return switch (result) {
            case Result.NotARequest no -> refused(no.reason());
            case Result.Explained yes -> Json.reply(200, json -> write(json, yes.explanation(), gateway));
        };
    }

    private static Reply refused(String reason) {
        return Json.reply(400, json -> {
            json.writeStartObject();
            json.writeStringProperty("code", "BAD_REQUEST");
            json.writeStringProperty("message", reason);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Explanation explanation, Operations.Gateway gateway) {
        json.writeStartObject();
        json.writeStringProperty("request", explanation.request());
        if (explanation.winner() != null) {
            json.writeName("winner");
            write(json, explanation.winner(), gateway);
        }
        json.writeArrayPropertyStart("losers");
        for (Explanation.Loser loser : explanation.losers()) {
            json.writeStartObject();
            json.writeStringProperty("route", loser.route());
            json.writeStringProperty("template", loser.template());
            texts(json, "reasons", loser.reasons());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("moreLosers", explanation.moreLosers());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Explanation.Winner winner, Operations.Gateway gateway) {
        json.writeStartObject();
        json.writeStringProperty("route", winner.route());
        json.writeStringProperty("template", winner.template());
        json.writeStringProperty("action", winner.action());
        if (winner.upstream() != null) {
            json.writeStringProperty("upstream", winner.upstream());
            endpoints(json, gateway.snapshot().get().upstreams().get(winner.upstream()));
        }
        if (winner.target() != null) {
            json.writeStringProperty("target", winner.target());
        }
        if (winner.problem() != null) {
            json.writeStringProperty("problem", winner.problem());
        }
        json.writeObjectPropertyStart("captures");
        winner.captures().forEach(json::writeStringProperty);
        json.writeEndObject();
        texts(json, "traffic", winner.traffic());
        texts(json, "filters", winner.filters());
        json.writeEndObject();
    }

    /** Who may be asked at this moment, by whom one is chosen, and why the others are left out. */
    private static void endpoints(JsonGenerator json, @Nullable Upstream upstream) {
        if (upstream == null) {
            return;
        }
        json.writeStringProperty("balancer", ScalarText.print(upstream.spec().balancer()));
        json.writeArrayPropertyStart("endpoints");
        List<Member> members = upstream.members();
        long now = upstream.guard().now();
        for (Member member : members.subList(0, Math.min(members.size(), MOST_ENDPOINTS))) {
            String problem = member.problem();
            json.writeStartObject();
            json.writeStringProperty("address", member.toString());
            json.writeBooleanProperty("usable", member.isUsable(now));
            if (problem != null) {
                json.writeStringProperty("problem", problem);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("moreEndpoints", Math.max(0, members.size() - MOST_ENDPOINTS));
    }

    private static void texts(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
