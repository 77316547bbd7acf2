package io.highgate.store.redis.registry;

import io.highgate.store.registry.Entry;
import io.highgate.store.registry.Registered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads all entries page by page. If something changes meanwhile, the pages do not belong together, and it
 * begins again; if that happens too often, all is read at once, which keeps others waiting. Stateless.
 */
final class Reading {

    private static final int TRIES = 5;
    private static final String BEGIN = "0";
    private static final String PAGE = "500";
    private static final String ALL = "0";

    private final Pages pages;

    /** Asks for about so many entries from there on. */
    interface Pages {
        CompletionStage<List<Object>> ask(String cursor, String count);
    }

    /** What was read until now. Confined to one reading. */
    private record SoFar(String epoch, long seq, Map<String, Entry> entries) {

        static SoFar of(List<Object> page) {
            return new SoFar(Replies.text(page, 0), Replies.number(page, 1), new HashMap<>());
        }

        boolean isOf(List<Object> page) {
            return epoch.equals(Replies.text(page, 0)) && seq == Replies.number(page, 1);
        }

        void add(List<Object> page) {
            for (int i = 3; i < page.size(); i += 4) {
                Entry entry = Replies.entry(page, i);
                entries.put(entry.key(), entry);
            }
        }

        Registered done() {
            return new Registered(epoch, seq, entries);
        }
    }

    Reading(Pages pages) {
        this.pages = pages;
    }

    CompletionStage<Registered> all() {
        return begin(1);
    }

    private CompletionStage<Registered> begin(int tries) {
        return pages.ask(BEGIN, tries > TRIES ? ALL : PAGE).thenCompose(page -> add(SoFar.of(page), page, tries));
    }

    private CompletionStage<Registered> add(SoFar before, List<Object> page, int tries) {
        if (!before.isOf(page)) {
            return begin(tries + 1);
        }
        before.add(page);
        String cursor = Replies.text(page, 2);
        return cursor.equals(BEGIN)
                ? CompletableFuture.completedStage(before.done())
                : pages.ask(cursor, PAGE).thenCompose(next -> add(before, next, tries));
    }
}
