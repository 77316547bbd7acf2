package io.highgate.bench.center;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.key.SafeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A service key. Immutable. */
record Key(String safeKey, String safeSecret) {

    /** The one that a center has told or written. */
    static Key read(String json) throws IOException {
        try {
            Fields fields = Fields.read(json);
            return new Key(fields.text("safeKey"), fields.text("safeSecret"));
        } catch (JsonException e) {
            throw new IOException("no key: " + e.getMessage(), e);
        }
    }

    /** A token of a minute, signed anew for each request as SDKs do. */
    String token() {
        return "Bearer " + SafeToken.sign(safeKey, safeSecret, Instant.now(), SafeToken.USUAL);
    }

    /** The secret itself, as operators send it. */
    String basic() {
        byte[] both = (safeKey + ":" + safeSecret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
