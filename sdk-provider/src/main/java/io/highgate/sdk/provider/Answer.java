package io.highgate.sdk.provider;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a question. Immutable.
 *
 * @param status of HTTP, or 0 if there was no answer
 * @param retryAfter the header's value, or null
 * @param body as far as it was read; if there was no answer, why
 */
record Answer(int status, @Nullable String retryAfter, String body) {

    /** As much of an answer's own words as goes into a log line. */
    private static final int SHOWN = 400;

    static Answer none(String why) {
        return new Answer(0, null, why);
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** Whether the center says no to whoever asks. */
    boolean refusesKey() {
        return status == 401 || status == 403;
    }

    /** Whether another center, or the same one later, may answer otherwise. */
    boolean mayChange() {
        return status == 0 || status == 408 || status == 429 || status >= 500;
    }

    /** In one line, with the center's own words where it has some. */
    String told() {
        if (status == 0) {
            return plain(body);
        }
        return "HTTP " + status + words();
    }

    private String words() {
        try {
            Fields fields = Fields.read(body);
            String code = fields.textOr("code", "");
            String message = fields.textOr("message", "");
            List<String> problems = fields.texts("problems");
            String all = code + " " + message + (problems.isEmpty() ? "" : " (" + String.join("; ", problems) + ")");
            return all.isBlank() ? "" : " " + plain(all);
        } catch (JsonException other) {
            return "";
        }
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
