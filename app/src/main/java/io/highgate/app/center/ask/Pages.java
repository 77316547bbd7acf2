package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list to its end, page by page. Confined to one thread; blocks.
 *
 * @param cursor the parameter that says where the next page begins
 */
record Pages(Calls calls, String path, Query query, String cursor) {

    /** The most that a center gives at once. */
    static final int PAGE = 1_000;

    /** A list that is longer would not be read by anybody, and must not fill the memory. */
    static final int MOST = 500_000;

    /** The first ones, so many at most; {@link #MOST} means all. */
    Listing read(int most) throws NotDone, InterruptedException {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        boolean counted = false;
        Object next = null;
        do {
            Query page =
                    query.with("limit", Math.min(PAGE, most - items.size())).with(cursor, next);
            Map<String, @Nullable Object> answer = calls.get(page.on(path));
            int before = items.size();
            add(answer.get("items"), items);
            counted = answer.containsKey("total");
            next = items.size() > before ? answer.get("next") : null;
        } while (next != null && items.size() < most);
        if (next != null && most == MOST) {
            throw new NotDone(Why.REFUSED, "there are more than " + MOST + ": ask for some of them only");
        }
        return new Listing(items.size() > most ? items.subList(0, most) : items, counted);
    }

    private void add(@Nullable Object page, List<Map<String, @Nullable Object>> items) throws NotDone {
        if (!(page instanceof List<?> list)) {
            throw new NotDone(Why.AWAY, "it answers to " + path + " without a list of items: is it a center?");
        }
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw new NotDone(Why.AWAY, "it answers to " + path + " with items that are no objects");
            }
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
            items.add(members);
        }
    }
}
