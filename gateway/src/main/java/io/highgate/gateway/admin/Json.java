package io.highgate.gateway.admin;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Replies in JSON. Stateless. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static Reply reply(int status, Consumer<JsonGenerator> content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            content.accept(json);
        }
        return new Reply(
                status, List.of(new Reply.Field(HeaderName.CONTENT_TYPE, "application/json")), out.toByteArray());
    }
}
