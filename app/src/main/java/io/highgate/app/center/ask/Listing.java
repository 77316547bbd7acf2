package io.highgate.app.center.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All items of a list, of however many pages. Immutable.
 *
 * @param items as the center sent them
 * @param counted whether the center says of such lists how many there are
 */
public record Listing(List<Map<String, @Nullable Object>> items, boolean counted) {

    public Listing {
        items = List.copyOf(items);
    }

    /** As one page of the center's that holds them all. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", items);
        if (counted) {
            json.put("total", items.size());
        }
        return json;
    }

    /** Those for which this holds. */
    public Listing only(Predicate<Map<String, @Nullable Object>> wanted) {
        return new Listing(items.stream().filter(wanted).toList(), counted);
    }
}
