package io.highgate.gateway.admin;

import io.highgate.gateway.http.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the management port, taken off its event loop. Immutable.
 *
 * @param method the method
 * @param path the path
 * @param parameters the query's parameters, decoded, in order
 */
public record Question(String method, String path, Map<String, List<String>> parameters) {

    static Question of(RequestHead request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : request.queryText().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                parameters
                        .computeIfAbsent(name, it -> new ArrayList<>())
                        .add(decoded(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return new Question(request.method().name(), request.pathText(), parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The first value of a parameter. */
    @Nullable
    String first(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
