package io.highgate.gateway.identity.login;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What a login brings: {@code {"username","password"}}. Other members are passed over, as older clients send some.
 * Immutable; prints no password.
 *
 * @param problems all that is wrong with it; if there is any, name and password are empty
 */
record LoginForm(String username, String password, List<String> problems) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(4_096)
                    .maxNameLength(128)
                    .maxNumberLength(64)
                    .build())
            .build();

    private static final String SHAPE = "write {\"username\":\"...\",\"password\":\"...\"}";

    static LoginForm read(byte[] body) {
        String text = text(body);
        if (text == null) {
            return bad(List.of("the body is not UTF-8"));
        }
        if (text.isBlank()) {
            return bad(List.of("there is no body; " + SHAPE));
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? members(json)
                    : bad(List.of("the body is no JSON object; " + SHAPE));
        } catch (JacksonException e) {
            // Its message may quote the body.
            return bad(List.of("the body is not the JSON of a login; " + SHAPE));
        }
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static LoginForm members(JsonParser json) {
        String username = null;
        String password = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
            switch (name) {
                case "username" -> username = isText ? json.getString() : null;
                case "password" -> password = isText ? json.getString() : null;
                default -> json.skipChildren();
            }
            if (!isText) {
                json.skipChildren();
            }
        }
        List<String> problems = new ArrayList<>();
        if (json.nextToken() != null) {
            problems.add("something follows the JSON object");
        }
        if (username == null) {
            problems.add("'username' is missing, or no text");
        }
        if (password == null) {
            problems.add("'password' is missing, or no text");
        }
        return username == null || password == null || !problems.isEmpty()
                ? bad(problems)
                : new LoginForm(username, password, problems);
    }

    private static LoginForm bad(List<String> problems) {
        return new LoginForm("", "", List.copyOf(problems));
    }

    @Override
    public String toString() {
        return "a login";
    }
}
