package io.highgate.gateway.identity.login;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.store.session.Session;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the login pages answer, as JSON that nobody keeps. A token is told once, to who has logged in. Pure. */
final class LoginAnswers {

    private static final JsonFactory JSON = new JsonFactory();
    private static final HeaderName CACHE_CONTROL = HeaderName.of("Cache-Control");

    private LoginAnswers() {}

    static Reply opened(Session session) {
        return reply(json -> {
            json.writeStringProperty("token", session.token());
            json.writeObjectPropertyStart("user");
            user(json, session);
            json.writeEndObject();
        });
    }

    static Reply me(Session session) {
        return reply(json -> user(json, session));
    }

    private static void user(JsonGenerator json, Session session) {
        json.writeStringProperty("username", session.user());
        json.writeStringProperty("role", session.role());
        json.writeArrayPropertyStart("allowedCells");
        session.allowedCells().forEach(json::writeString);
        json.writeEndArray();
    }

    /** @param own the session that asks */
    static Reply sessions(List<Session> sessions, Session own) {
        return reply(json -> {
            json.writeArrayPropertyStart("data");
            for (Session session : sessions) {
                json.writeStartObject();
                json.writeStringProperty("id", SessionName.of(session));
                json.writeStringProperty("username", session.user());
                json.writeStringProperty("role", session.role());
                json.writeStringProperty("opened", session.opened().toString());
                json.writeStringProperty("expires", session.expires().toString());
                json.writeBooleanProperty("current", session.token().equals(own.token()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("total", sessions.size());
        });
    }

    static Reply closed(int count) {
        return reply(json -> {
            json.writeBooleanProperty("ok", true);
            json.writeNumberProperty("closed", count);
        });
    }

    private static Reply reply(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return new Reply(
                200,
                List.of(
                        new Reply.Field(HeaderName.CONTENT_TYPE, "application/json"),
                        new Reply.Field(CACHE_CONTROL, "no-store")),
                out.toByteArray());
    }
}
