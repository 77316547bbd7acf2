package io.highgate.center.api.call;

import io.highgate.center.access.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose caller is known and may ask this. Immutable; the body is not to be changed.
 *
 * @param id under which the log knows it
 * @param variables of the path, by name, decoded
 * @param query parameters, decoded
 * @param headers by lower-case name
 * @param body octets; none if there is no body
 * @param address of whoever sent it
 */
public record Ask(
        String id,
        String method,
        String path,
        Map<String, String> variables,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        Caller caller,
        String address) {

    /** A variable of the route's path. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** A parameter that may be given once; null if it is not there or empty. */
    public @Nullable String parameter(String name) throws Refused {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Refused.bad(List.of(name + ": is given " + values.size() + " times, not once"));
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /** All lines of a header in one, or null if there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : String.join(", ", values);
    }

    /** Without anything that could be a secret. */
    @Override
    public String toString() {
        return method + " " + path + " (" + id + ")";
    }
}
