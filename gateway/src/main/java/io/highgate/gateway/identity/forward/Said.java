package io.highgate.gateway.identity.forward;

import io.highgate.gateway.identity.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service said a short while ago, for the very same questions. Bounded: the oldest goes first.
 * Thread-safe: its few lines are under its lock.
 */
final class Said {

    private final int most;
    private final Map<Question, Entry> entries = new LinkedHashMap<>();

    private record Entry(Finding finding, long end) {}

    Said(int most) {
        this.most = most;
    }

    @Nullable
    Finding find(Question question, long now) {
        if (most == 0) {
            return null;
        }
        synchronized (this) {
            Entry entry = entries.get(question);
            return entry == null || now >= entry.end ? null : entry.finding;
        }
    }

    synchronized void keep(Question question, Finding finding, long end) {
        if (most == 0) {
            return;
        }
        entries.remove(question); // so that it becomes the youngest
        entries.put(question, new Entry(finding, end));
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
