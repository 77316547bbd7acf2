package io.highgate.registries.ask;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a server said, whole. Immutable.
 *
 * @param from who was asked for what, for messages
 * @param text the body as UTF-8
 */
public record Answer(String from, int status, HttpHeaders headers, String text) {

    /** The first value of a header field, or null. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /**
     * This, if it is a success.
     *
     * @throws Unanswered otherwise; the body is not told, for it may say anything
     */
    public Answer good() throws Unanswered {
        if (status / 100 == 2) {
            return this;
        }
        throw new Unanswered(from + " answered " + status + meaning(status));
    }

    static String meaning(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> ": it sends elsewhere, where we do not go; name its address itself";
            case 401 -> ": it does not know who asks (token, username, password)";
            case 403 -> ": whoever asks may not know this (token, username, password)";
            case 404 -> ": there is nothing like this; is the path of the address right?";
            case 429 -> ": it is asked too often";
            default -> "";
        };
    }

    /**
     * The members of the JSON object that it is.
     *
     * @throws Unanswered if it is none
     */
    public Fields object() throws Unanswered {
        try {
            return Fields.read(text);
        } catch (JsonException e) {
            throw notUnderstood(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The JSON value that it is.
     *
     * @throws Unanswered if it is none
     */
    public @Nullable Object json() throws Unanswered {
        try {
            return Json.read(text);
        } catch (JsonException e) {
            throw notUnderstood(String.valueOf(e.getMessage()));
        }
    }

    /** That this is not what was asked for. */
    public Unanswered notUnderstood(String why) {
        return new Unanswered(from + " answered what is not understood: " + why);
    }
}
