package io.highgate.center.api.call;

import io.highgate.wire.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the paths of one kind spell errors, and what they wrap answers in. */
public enum Shape {
    /** {@code {"code","message"[,"problems"],"requestId"}}. */
    NATIVE,
    /** {@code {"code","message"}}, as callers of the governance centre read it. */
    GOVERNANCE,
    /** {@code {"code":1|0,"msg","data"}}, as callers of the gateway center read it: 1 is success. */
    ENVELOPE;

    /** The shape of all that is below a path. */
    public static Shape of(String path) {
        return path.startsWith("/api/governance") ? GOVERNANCE : path.startsWith("/gateway-") ? ENVELOPE : NATIVE;
    }

    /** A refusal in this shape. */
    public String error(Refused refused, String requestId) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (this == ENVELOPE) {
            return envelope(0, refused.words(), null);
        }
        json.put("code", refused.code());
        json.put("message", refused.words());
        if (this == NATIVE) {
            if (!refused.problems().isEmpty()) {
                json.put("problems", refused.problems());
            }
            json.put("requestId", requestId);
        }
        return Json.write(json) + "\n";
    }

    /** Data of a success in an envelope. */
    public static Answer.Whole enveloped(@Nullable Object data) {
        return Answer.text(200, "application/json", envelope(1, "success", data));
    }

    private static String envelope(int code, String words, @Nullable Object data) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("msg", words);
        json.put("data", data);
        return Json.write(json) + "\n";
    }
}
