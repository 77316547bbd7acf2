package io.highgate.store.redis.registry;

import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Overdue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what scripts answer: lists of numbers and of texts in octets. Stateless. */
final class Replies {

    private Replies() {}

    static long number(List<Object> reply, int index) {
        return (Long) reply.get(index);
    }

    static String text(List<Object> reply, int index) {
        return text(reply.get(index));
    }

    private static String text(Object octets) {
        return new String((byte[]) octets, StandardCharsets.UTF_8);
    }

    static List<String> texts(List<Object> reply) {
        return reply.stream().map(Replies::text).toList();
    }

    /** How many there are, how many have a lease, and keys with their delays. */
    static Overdue overdue(List<Object> reply) {
        Map<String, Long> delays = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (int i = 2; i < reply.size(); i += 2) {
            keys.add(text(reply, i));
            delays.put(text(reply, i), number(reply, i + 1));
        }
        return new Overdue(keys, (int) number(reply, 0), (int) number(reply, 1), delays);
    }

    /** An entry of a page: key, facts, lease and marks. */
    static Entry entry(List<Object> page, int index) {
        String lease = text(page, index + 2);
        return new Entry(
                text(page, index), text(page, index + 1), duration(lease), RegistryJson.marks(text(page, index + 3)));
    }

    private static @Nullable Duration duration(String millis) {
        return millis.isEmpty() ? null : Duration.ofMillis(Long.parseLong(millis));
    }
}
