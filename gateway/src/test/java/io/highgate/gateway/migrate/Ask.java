package io.highgate.gateway.migrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a test makes; its path is in normal form already. Immutable.
 *
 * @param query null if there is none
 */
record Ask(
        String method, String host, String path, @Nullable String query, Map<String, String> headers) {

    static Ask of(String method, String target) {
        int mark = target.indexOf('?');
        return mark < 0
                ? new Ask(method, "gateway.test", target, null, Map.of())
                : new Ask(method, "gateway.test", target.substring(0, mark), target.substring(mark + 1), Map.of());
    }

    Ask at(String otherHost) {
        return new Ask(method, otherHost, path, query, headers);
    }

    String target() {
        return query == null ? path : path + "?" + query;
    }

    /** The parameters as they stand in the query. */
    List<String> parameters() {
        return query == null ? List.of() : new ArrayList<>(Arrays.asList(query.split("&", -1)));
    }

    @Override
    public String toString() {
        return method + " " + host + " " + target() + (headers.isEmpty() ? "" : " " + headers);
    }
}
