package io.highgate.center.api.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All paths, and which of them is meant: literal segments before variables. Immutable. */
public final class Routes {

    private final List<Row> rows = new ArrayList<>();
    private final List<Route> all;

    private record Row(Route route, String[] segments) {}

    /** What a path leads to. */
    public sealed interface Match {

        record Found(Route route, Map<String, String> variables) implements Match {}

        /** The path is there for other methods. */
        record OtherMethods(String allow) implements Match {}

        record Nothing() implements Match {}
    }

    /** Takes all; throws IllegalArgumentException if two have the same method and path. */
    public Routes(List<Route> all) {
        Set<String> seen = new TreeSet<>();
        for (Route route : all) {
            if (!seen.add(route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}"))) {
                throw new IllegalArgumentException("twice: " + route.method() + " " + route.path());
            }
            rows.add(new Row(route, route.path().substring(1).split("/", -1)));
        }
        this.all = List.copyOf(all);
    }

    public List<Route> all() {
        return all;
    }

    /** What is meant; the path's segments are decoded one by one. */
    public Match find(String method, String[] segments) {
        Route best = null;
        Map<String, String> variables = Map.of();
        TreeSet<String> methods = new TreeSet<>();
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (Row row : rows) {
            Map<String, String> found = variables(row.segments, segments);
            if (found == null) {
                continue;
            }
            methods.add(row.route.method());
            if (row.route.method().equals(wanted) && (best == null || found.size() < variables.size())) {
                best = row.route;
                variables = found;
            }
        }
        if (best != null) {
            return new Match.Found(best, variables);
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(String.join(", ", methods));
    }

    private static @Nullable Map<String, String> variables(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.length; i++) {
            String part = template[i];
            if (part.startsWith("{")) {
                if (segments[i].isEmpty()) {
                    return null;
                }
                variables.put(part.substring(1, part.length() - 1), segments[i]);
            } else if (!part.equals(segments[i])) {
                return null;
            }
        }
        return variables;
    }
}
