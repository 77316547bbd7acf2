package io.highgate.gateway.migrate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route or an aggregate as the raw file has it, with nothing interpreted but what is left out. Immutable.
 *
 * @param scheme null for an aggregate
 * @param ports where it may be sent to
 */
record OcelotEntry(
        int index,
        @Nullable String key,
        String template,
        String downstream,
        @Nullable String scheme,
        List<String> methods,
        @Nullable String host,
        int priority,
        boolean caseSensitive,
        Map<String, String> headers,
        List<Integer> ports) {

    boolean isAggregate() {
        return scheme == null;
    }

    boolean isWebSocket() {
        return scheme != null && scheme.startsWith("ws");
    }

    boolean isForwarded() {
        return !isAggregate();
    }

    /** Whether the file is refused for having both. */
    boolean repeats(OcelotEntry earlier) {
        boolean methodInCommon = methods.isEmpty()
                || earlier.methods.isEmpty()
                || methods.stream().anyMatch(earlier.methods::contains);
        return template.equals(earlier.template) && java.util.Objects.equals(host, earlier.host) && methodInCommon;
    }
}
