package io.highgate.store.redis;

import io.highgate.store.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session as it stands in Redis: {@code {"username","role","allowedCells":[],"opened","expires"}}, times in
 * milliseconds since 1970. The token is not in it, but in the key. Stateless.
 */
final class SessionJson {

    /** What another program wrote without times is believed for as long; Redis knows when it ends. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionJson() {}

    static byte[] write(Session session) {
        ObjectNode node = JSON.createObjectNode()
                .put("username", session.user())
                .put("role", session.role())
                .put("opened", session.opened().toEpochMilli())
                .put("expires", session.expires().toEpochMilli());
        session.allowedCells().forEach(node.putArray("allowedCells")::add);
        return JSON.writeValueAsBytes(node);
    }

    /** The session; null if this is none. */
    static @Nullable Session read(String token, byte[] json, Instant now) {
        try {
            JsonNode node = JSON.readTree(json);
            JsonNode user = node.path("username");
            JsonNode role = node.path("role");
            List<String> cells = cells(node.path("allowedCells"));
            if (!user.isString() || !role.isString() || cells == null) {
                return null;
            }
            Instant opened = time(node.path("opened"), now);
            Instant expires = time(node.path("expires"), now.plus(UNSAID));
            return expires.isAfter(opened)
                    ? new Session(token, user.stringValue(), role.stringValue(), cells, opened, expires)
                    : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Instant time(JsonNode node, Instant otherwise) {
        return node.canConvertToLong() && node.isIntegralNumber() ? Instant.ofEpochMilli(node.longValue()) : otherwise;
    }

    /** None if nothing is said; null if it is not a list of names: that must not be taken for all cells. */
    private static @Nullable List<String> cells(JsonNode node) {
        List<String> cells = new ArrayList<>();
        if (node.isMissingNode()) {
            return cells;
        }
        for (JsonNode cell : node) {
            if (!cell.isString()) {
                return null;
            }
            cells.add(cell.stringValue());
        }
        return node.isArray() ? cells : null;
    }
}
