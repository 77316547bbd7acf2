package io.highgate.gateway.route;

import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of route selection written down once more, as simply as can be: every template of every
 * route is tried as a regular expression, and a list of comparisons picks the winner. Pure.
 */
final class LinearMatcher {

    private static final Pattern CAPTURE = Pattern.compile("\\{([*+]?)([a-z0-9]+)}");

    /** A request in plain texts. */
    record Asked(String method, String host, String path, Map<String, String> headers, Map<String, String> query) {}

    /** A template that matches. */
    record Found(RouteSpec route, int order, String template, Map<String, String> captures, int host) {}

    private LinearMatcher() {}

    static @Nullable Found match(List<RouteSpec> routes, Asked asked) {
        Found best = null;
        Comparator<Found> order = bestFirst(asked.method().equals("HEAD"));
        for (int i = 0; i < routes.size(); i++) {
            RouteSpec route = routes.get(i);
            for (String template : route.paths().isEmpty() ? List.of("") : route.paths()) {
                Found found = found(route, i, template, asked);
                if (found != null && (best == null || order.compare(found, best) < 0)) {
                    best = found;
                }
            }
        }
        return best;
    }

    private static @Nullable Found found(RouteSpec route, int order, String template, Asked asked) {
        int host = route.hosts().isEmpty() ? 0 : -1;
        for (String pattern : route.hosts()) {
            String lower = asked.host().toLowerCase(Locale.ROOT);
            if (pattern.equals(lower)) {
                host = 1000;
            } else if (pattern.startsWith("*.") && lower.endsWith(pattern.substring(1))) {
                host = Math.max(host, pattern.length());
            }
        }
        boolean method = route.methods().isEmpty()
                || route.methods().contains(asked.method())
                || route.headWithGet()
                        && asked.method().equals("HEAD")
                        && route.methods().contains("GET");
        if (host < 0 || !method || !fit(route.headers(), asked.headers()) || !fit(route.query(), asked.query())) {
            return null;
        }
        Map<String, String> captures = new LinkedHashMap<>();
        if (!template.isEmpty() && !path(template, route.caseSensitive(), asked.path(), captures)) {
            return null;
        }
        return new Found(route, order, template, captures, host);
    }

    private static boolean fit(List<MatchSpec> conditions, Map<String, String> values) {
        return conditions.stream()
                .allMatch(c -> c.not()
                        != (c.value() == null
                                ? values.containsKey(c.name())
                                : c.value().equals(values.get(c.name()))));
    }

    private static boolean path(String template, boolean caseSensitive, String path, Map<String, String> captures) {
        StringBuilder regex = new StringBuilder();
        if (template.startsWith("~")) {
            regex.append(template.substring(1));
        } else {
            Matcher capture = CAPTURE.matcher(template);
            int at = 0;
            while (capture.find()) {
                String literal = template.substring(at, capture.start());
                at = capture.end();
                String group = "(?<" + capture.group(2) + ">";
                boolean whole = literal.endsWith("/") && (at == template.length() || template.charAt(at) == '/');
                if (capture.group(1).equals("*") && whole) {
                    regex.append(Pattern.quote(literal.substring(0, literal.length() - 1)));
                    regex.append("(?:/").append(group).append(".*?))?");
                } else {
                    regex.append(Pattern.quote(literal)).append(group);
                    regex.append(
                            switch (capture.group(1)) {
                                case "*" -> ".*?)";
                                case "+" -> ".+?)";
                                default -> "[^/]+?)";
                            });
                }
            }
            regex.append(Pattern.quote(template.substring(at)));
        }
        Pattern pattern = Pattern.compile(regex.toString(), caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return false;
        }
        for (String name : pattern.namedGroups().keySet()) {
            String value = matcher.group(name);
            captures.put(name, value == null ? "" : value);
        }
        return true;
    }

    private static Comparator<Found> bestFirst(boolean head) {
        Comparator<Found> lessIsBetter = Comparator.comparingInt(f -> -f.host());
        return lessIsBetter
                .thenComparingInt(f -> -f.route().priority())
                .thenComparingInt(f -> kind(f.template()))
                .thenComparingInt(f -> kind(f.template()) > 1 ? 0 : -literals(f.template()))
                .thenComparing(f -> kind(f.template()) == 1 && f.template().matches(".*\\{[*+].*"))
                .thenComparingInt(f -> methods(f.route().methods(), head))
                .thenComparingInt(f -> -f.route().headers().size())
                .thenComparingInt(f -> -f.route().query().size())
                .thenComparingInt(Found::order);
    }

    private static int kind(String template) {
        return template.isEmpty() ? 3 : template.startsWith("~") ? 2 : template.contains("{") ? 1 : 0;
    }

    private static int literals(String template) {
        return CAPTURE.matcher(template).replaceAll("").length();
    }

    private static int methods(List<String> methods, boolean head) {
        if (methods.isEmpty()) {
            return 2;
        }
        return head && methods.contains("HEAD") ? 0 : 1;
    }
}
