package io.highgate.gateway.migrate;

import io.highgate.gateway.migrate.OcelotOracle.Choice;
import io.highgate.model.ocelot.Compat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The downstream path and query of one request by Ocelot's rules, text by text. Immutable. */
final class OracleTarget {

    private final Map<String, String> values;
    private final Set<String> captured;
    private final Ask ask;
    private final String path;
    private final List<String> ofTemplate;
    private final boolean hasQuery;

    OracleTarget(Choice choice, Ask ask) {
        this.values = choice.values();
        this.captured = new HashSet<>(values.keySet());
        captured.removeIf(it -> choice.entry().template().endsWith("?{" + it + "}"));
        this.ask = ask;
        String template = choice.entry().downstream();
        int mark = template.indexOf('?');
        this.hasQuery = mark >= 0;
        this.path = filled(hasQuery ? template.substring(0, mark) : template, choice.entry());
        this.ofTemplate = new ArrayList<>();
        String query = hasQuery ? filled(template.substring(mark + 1), null) : "";
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                ofTemplate.add(parameter);
            }
        }
    }

    /** In a path, what came in the query cannot begin a segment or a query: a difference that is meant. */
    private String filled(String template, @Nullable OcelotEntry intoPathOf) {
        String filled = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            String name = "{" + value.getKey() + "}";
            boolean escapes = intoPathOf != null
                    && intoPathOf.template().indexOf(name)
                            > intoPathOf.template().indexOf('?')
                    && intoPathOf.template().indexOf('?') >= 0;
            String with = value.getValue();
            filled = filled.replace(name, escapes ? with.replace("/", "%2F").replace("?", "%3F") : with);
        }
        return filled;
    }

    String target(Compat compat) {
        return compat == Compat.OCELOT_25 ? with(trimmed(), query25()) : with(path, query20());
    }

    private String trimmed() {
        boolean extra = path.endsWith("/") && path.length() > 1 && !ask.path().endsWith("/");
        return extra ? path.substring(0, path.length() - 1) : path;
    }

    private List<String> query20() {
        List<String> query = new ArrayList<>(ask.parameters());
        if (hasQuery) {
            query.addAll(ofTemplate);
        } else {
            query.removeIf(it -> values.containsKey(name(it)) && it.equals(name(it) + "=" + values.get(name(it))));
        }
        return query;
    }

    private List<String> query25() {
        List<String> query = new ArrayList<>(ask.parameters());
        if (hasQuery) {
            Set<String> written = new HashSet<>();
            ofTemplate.forEach(it -> written.add(name(it)));
            query.removeIf(it -> written.contains(name(it)));
            query.addAll(0, ofTemplate);
        } else {
            query.removeIf(it -> captured.stream().anyMatch(name(it)::equalsIgnoreCase));
        }
        return query;
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    private static String with(String path, List<String> query) {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }
}
