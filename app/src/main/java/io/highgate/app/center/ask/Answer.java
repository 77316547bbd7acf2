package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a center answered, and what that means. Immutable. */
record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final String NO_CENTER = "Is it a center, and the right port? Name it with --center.";

    /** The object of a good answer. */
    Map<String, @Nullable Object> object() throws NotDone {
        good();
        Object value = json();
        if (!(value instanceof Map<?, ?> map)) {
            throw strange("with status " + status + " and no JSON object");
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), member));
        return members;
    }

    /** Nothing, if all is well. */
    void good() throws NotDone {
        if (status < 200 || status > 299) {
            throw refusal();
        }
    }

    private @Nullable Object json() {
        try {
            return Json.read(new String(body, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return null;
        }
    }

    private NotDone refusal() {
        Object value = json();
        Fields fields;
        try {
            fields = Fields.of(value);
        } catch (JsonException e) {
            return strange("with status " + status + ", and not in a center's words");
        }
        String code = fields.text("code");
        String message = fields.text("message");
        List<String> problems = fields.texts("problems");
        String request = fields.textOr("requestId", null);
        if (!fields.problems().isEmpty()) {
            return strange("with status " + status + ", and not in a center's words");
        }
        String id = request == null ? "" : ", request " + request;
        String words = message + " (" + code + id + ")";
        return new NotDone(why(), words + again(), problems.size() > 1 ? problems : List.of());
    }

    private Why why() {
        return switch (status) {
            case 401 -> Why.UNKNOWN_CALLER;
            case 403 -> Why.FORBIDDEN;
            case 404 -> Why.MISSING;
            case 409, 412 -> Why.CHANGED;
            case 429 -> Why.LATER;
            default -> status >= 500 ? Why.LATER : Why.REFUSED;
        };
    }

    /** When to try again, if the center says so (RFC 9110, section 10.2.3); it says seconds. */
    private String again() {
        String after = headers.firstValue("Retry-After").orElse("").strip();
        if (after.matches("[0-9]{1,9}")) {
            return "; try again in " + after + " s";
        }
        return why() == Why.LATER ? "; try again later" : "";
    }

    private static NotDone strange(String how) {
        return new NotDone(Why.AWAY, "it answers " + how, List.of(NO_CENTER));
    }
}
