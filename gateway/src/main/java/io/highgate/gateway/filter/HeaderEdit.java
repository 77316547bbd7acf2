package io.highgate.gateway.filter;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes to a header section, in the order remove, replace, set, add, addIfAbsent. Values are
 * worked out when their turn comes, so a value never sees what a later step does. Hop-by-hop and
 * framing fields are the connection's business: they are written after all edits. Immutable.
 */
public final class HeaderEdit {

    private record Replacement(HeaderName name, FieldValue find, FieldValue with) {}

    private record Assignment(HeaderName name, FieldValue value) {}

    private final HeaderEditSpec spec;
    private final List<HeaderName> remove;
    private final List<Replacement> replace;
    private final List<Assignment> set;
    private final List<Assignment> add;
    private final List<Assignment> addIfAbsent;

    private final boolean onlySecure;

    private HeaderEdit(HeaderEditSpec spec, boolean onlySecure) {
        this.spec = spec;
        this.onlySecure = onlySecure;
        this.remove = spec.remove().stream().map(HeaderName::of).toList();
        this.replace = spec.replace().stream()
                .map(r -> new Replacement(HeaderName.of(r.name()), FieldValue.of(r.find()), FieldValue.of(r.with())))
                .toList();
        this.set = assignments(spec.set());
        this.add = assignments(spec.add());
        this.addIfAbsent = assignments(spec.addIfAbsent());
    }

    /**
     * Compiles what has been checked.
     *
     * @throws IllegalArgumentException if a name is not a field name
     */
    public static HeaderEdit compile(HeaderEditSpec spec) {
        return new HeaderEdit(spec, false);
    }

    /** The same, that changes nothing for clients without TLS. */
    static HeaderEdit secure(HeaderEditSpec spec) {
        return new HeaderEdit(spec, true);
    }

    private static List<Assignment> assignments(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> new Assignment(HeaderName.of(e.getKey()), FieldValue.of(e.getValue())))
                .toList();
    }

    /** Makes the changes. */
    public void apply(Headers headers, Variables variables) {
        if (onlySecure && !variables.isSecure()) {
            return;
        }
        for (HeaderName name : remove) {
            headers.remove(name);
        }
        for (Replacement replacement : replace) {
            replaceInFirst(headers, replacement, variables);
        }
        for (Assignment assignment : set) {
            byte[] value = assignment.value().octets(variables);
            headers.remove(assignment.name());
            headers.add(assignment.name(), value);
        }
        for (Assignment assignment : add) {
            headers.add(assignment.name(), assignment.value().octets(variables));
        }
        for (Assignment assignment : addIfAbsent) {
            if (!headers.contains(assignment.name())) {
                headers.add(assignment.name(), assignment.value().octets(variables));
            }
        }
    }

    private static void replaceInFirst(Headers headers, Replacement replacement, Variables variables) {
        HeaderName name = replacement.name();
        int first = headers.find(name);
        String find = replacement.find().text(variables);
        if (first < 0 || find.isEmpty() || !headers.value(first).contains(find)) {
            return;
        }
        // Fields of one name are a list whose order matters (RFC 9110 section 5.3), and a changed
        // value goes to the end of the section: so the others are moved behind it.
        List<byte[]> values = new ArrayList<>();
        values.add(FieldValue.octets(
                headers.value(first).replace(find, replacement.with().text(variables))));
        for (int i = headers.find(name, first + 1); i >= 0; i = headers.find(name, i + 1)) {
            values.add(headers.value(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        headers.remove(name);
        values.forEach(value -> headers.add(name, value));
    }

    /** One line for {@code explain}: what is done to which fields. */
    @Override
    public String toString() {
        List<String> steps = new ArrayList<>();
        spec.remove().forEach(name -> steps.add("remove " + name));
        spec.replace().forEach(r -> steps.add("replace '" + r.find() + "' by '" + r.with() + "' in " + r.name()));
        spec.set().forEach((name, value) -> steps.add("set " + name + ": " + value));
        spec.add().forEach((name, value) -> steps.add("add " + name + ": " + value));
        spec.addIfAbsent().forEach((name, value) -> steps.add("add if absent " + name + ": " + value));
        return String.join("; ", steps);
    }
}
