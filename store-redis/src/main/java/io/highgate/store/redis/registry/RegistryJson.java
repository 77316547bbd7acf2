package io.highgate.store.redis.registry;

import io.highgate.store.registry.Change;
import io.highgate.store.registry.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of the registry is JSON in Redis: marks, {@code {"state":"DOWN"}}, and changes, {@code
 * {"epoch","seq","key","entry":{"facts","lease","marks"}}}, without an entry when it is gone. Stateless.
 */
final class RegistryJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RegistryJson() {}

    static String marks(Map<String, String> marks) {
        ObjectNode node = JSON.createObjectNode();
        marks.forEach(node::put);
        return JSON.writeValueAsString(node);
    }

    /** @param text nothing for no marks */
    static Map<String, String> marks(String text) {
        return text.isEmpty() ? Map.of() : marks(JSON.readTree(text));
    }

    private static Map<String, String> marks(JsonNode node) {
        Map<String, String> marks = new TreeMap<>();
        node.forEachEntry((name, value) -> marks.put(name, value.asString()));
        return marks;
    }

    static String keys(Collection<String> keys) {
        ArrayNode node = JSON.createArrayNode();
        keys.forEach(node::add);
        return JSON.writeValueAsString(node);
    }

    /** The change; null if this is none: anybody may publish. */
    static @Nullable Change change(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            String key = node.path("key").asString("");
            JsonNode entry = node.path("entry");
            return new Change(
                    node.required("epoch").stringValue(),
                    node.required("seq").longValue(),
                    key,
                    entry.isMissingNode() ? null : entry(key, entry));
        } catch (JacksonException | IllegalArgumentException noChange) {
            return null;
        }
    }

    private static Entry entry(String key, JsonNode node) {
        JsonNode lease = node.path("lease");
        return new Entry(
                key,
                node.required("facts").stringValue(),
                lease.isMissingNode() ? null : Duration.ofMillis(lease.longValue()),
                marks(node.path("marks")));
    }
}
