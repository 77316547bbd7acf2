package io.highgate.gateway.migrate;

import io.highgate.model.ocelot.Compat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Ocelot would do with a request, worked out the slow and plain way: every pattern in order.
 * Immutable.
 */
final class OcelotOracle {

    private static final Pattern CAPTURE = Pattern.compile("\\{header:.*?}");

    private final Compat compat;
    private final List<Known> order = new ArrayList<>();

    /** What was chosen, and what the placeholders stand for. Immutable. */
    record Choice(OcelotEntry entry, Map<String, String> values) {}

    private record Known(OcelotEntry entry, EntryPattern pattern) {}

    /** @param entries routes, then aggregates, in the order of the file */
    OcelotOracle(List<OcelotEntry> entries, Compat compat) {
        this.compat = compat;
        entries.forEach(it -> order.add(new Known(it, new EntryPattern(it, compat))));
        order.sort(
                Comparator.comparingInt((Known it) -> it.pattern().priority()).reversed());
    }

    /** The first match that names a host, else the first match; null if there is none. */
    @Nullable
    Choice choose(Ask ask) {
        Choice first = null;
        for (Known known : order) {
            Map<String, String> values =
                    isMeant(known.entry(), ask) ? known.pattern().find(ask) : null;
            if (values != null && known.entry().host() != null) {
                return new Choice(known.entry(), values);
            }
            if (values != null && first == null) {
                first = new Choice(known.entry(), values);
            }
        }
        return first;
    }

    private boolean isMeant(OcelotEntry entry, Ask ask) {
        List<String> methods = entry.methods();
        boolean method = methods.isEmpty() || methods.contains(ask.method());
        boolean host = entry.host() == null || entry.host().equals(ask.host());
        return method && host && (compat == Compat.OCELOT_20 || hasHeaders(entry, ask));
    }

    private static boolean hasHeaders(OcelotEntry entry, Ask ask) {
        return entry.headers().entrySet().stream().allMatch(it -> {
            StringBuilder expression = new StringBuilder(entry.caseSensitive() ? "" : "(?i)");
            String[] literals = CAPTURE.split(it.getValue(), -1);
            for (int i = 0; i < literals.length; i++) {
                expression.append(i == 0 ? "" : ".+").append(Pattern.quote(literals[i]));
            }
            String value = ask.headers().get(it.getKey());
            return value != null && value.matches(expression.toString());
        });
    }

    /** The target that the chosen route's origin is asked for. */
    String target(Choice choice, Ask ask) {
        return new OracleTarget(choice, ask).target(compat);
    }
}
