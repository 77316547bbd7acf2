package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;
import io.highgate.gateway.upstream.Member;
import io.highgate.gateway.upstream.Upstream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** What operators do to single endpoints; each is answered with {@code /-/endpoints} as it is then. Stateless. */
final class EndpointActions {

    private static final int MOST_WEIGHT = 1_000;
    private static final String DEFAULT = "default";

    private EndpointActions() {}

    /** {@code POST /-/endpoints/drain?upstream=U&endpoint=E}: takes it out by hand; {@code restore} brings it back. */
    static Reply drain(Operations.Gateway gateway, Question question, boolean out) {
        return at(gateway, question, (upstream, member) -> member.takeOut(out));
    }

    /** {@code POST /-/endpoints/weight?upstream=U&endpoint=E&weight=N}: its share; {@code default} for its own. */
    static Reply weigh(Operations.Gateway gateway, Question question) {
        String given = question.first("weight");
        OptionalInt weight = given == null ? OptionalInt.empty() : weight(given);
        if (weight.isEmpty()) {
            return refused(400, "BAD_REQUEST", "Give weight=0 to " + MOST_WEIGHT + ", or weight=" + DEFAULT);
        }
        return at(gateway, question, (upstream, member) -> {
            member.weigh(weight.getAsInt());
            upstream.guard().weighed();
        });
    }

    /** Negative for the default; nothing for what is no weight. */
    private static OptionalInt weight(String text) {
        if (text.equals(DEFAULT)) {
            return OptionalInt.of(-1);
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_WEIGHT) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static Reply at(Operations.Gateway gateway, Question question, BiConsumer<Upstream, Member> action) {
        String upstream = question.first("upstream");
        String endpoint = question.first("endpoint");
        if (upstream == null || endpoint == null) {
            return refused(400, "BAD_REQUEST", "Give upstream=NAME and endpoint=ADDRESS, as GET /-/endpoints has them");
        }
        Upstream named = gateway.snapshot().get().upstreams().get(upstream);
        List<Member> members = named == null ? List.of() : named.members();
        for (Member member : members) {
            if (named != null && member.toString().equals(endpoint)) {
                action.accept(named, member);
                return EndpointsPage.of(gateway);
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
