package io.highgate.model.ocelot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a route or an aggregate is for; an empty list of methods means all of them. Immutable.
 *
 * @param headers {@code UpstreamHeaderTemplates}, all of which must match
 */
public record OcelotMatch(
        String template,
        List<String> methods,
        @Nullable String host,
        int priority,
        boolean caseSensitive,
        Map<String, String> headers) {

    /** Whether GET is meant and HEAD is not: Ocelot's GET does not stand for HEAD. */
    public boolean namesGetOnly() {
        return methods.contains("GET") && !methods.contains("HEAD");
    }

    /** Whether some method is meant by both. */
    public boolean sharesMethodWith(OcelotMatch other) {
        // one that lists none and one that lists some are a repetition too, as in Ocelot
        return methods.isEmpty() || other.methods.isEmpty() || methods.stream().anyMatch(other.methods::contains);
    }

    /** Whether every method the other one is for is meant here too. */
    public boolean coversMethodsOf(OcelotMatch other) {
        return methods.isEmpty() || (!other.methods.isEmpty() && methods.containsAll(other.methods));
    }
}
