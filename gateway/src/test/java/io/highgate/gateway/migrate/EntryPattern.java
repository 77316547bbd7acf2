package io.highgate.gateway.migrate;

import io.highgate.model.ocelot.Compat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One template as the regular expression that Ocelot makes of it, with a group for each placeholder and
 * literals taken literally. Immutable.
 */
final class EntryPattern {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final OcelotEntry entry;
    private final boolean is25;
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Pattern pattern;

    EntryPattern(OcelotEntry entry, Compat compat) {
        this.entry = entry;
        this.is25 = compat == Compat.OCELOT_25;
        String text = entry.template();
        int mark = text.indexOf('?');
        String expression = isCatchAll() || mark < 0 ? path(text) : path(text.substring(0, mark)) + query(text, mark);
        this.pattern = Pattern.compile((entry.caseSensitive() ? "" : "(?i)") + expression);
    }

    /** {@code /{x}} alone. */
    boolean isCatchAll() {
        return entry.template().matches("/\\{[^{}]*}");
    }

    int priority() {
        return isCatchAll() ? 0 : entry.priority();
    }

    /** What the placeholders stand for, or null if the request is not meant. */
    @Nullable
    Map<String, String> find(Ask ask) {
        boolean withQuery = entry.template().indexOf('?') >= 0;
        Matcher matcher = pattern.matcher(withQuery ? ask.target() : ask.path());
        if (!matcher.matches()) {
            return null;
        }
        Map<String, String> found = new LinkedHashMap<>();
        groups.forEach((group, name) -> {
            String value = matcher.group(group);
            found.put(name, value == null ? "" : value);
        });
        return found;
    }

    private String path(String path) {
        if (isCatchAll()) {
            return "/" + group(path.substring(2, path.length() - 1), ".*");
        }
        boolean beforeQuery = path.length() < entry.template().length();
        // in 25 what stands before a query may have a slash more
        boolean optionalSlash = path.length() > 1 && path.endsWith("/");
        String body = optionalSlash ? path.substring(0, path.length() - 1) : path;
        String end = optionalSlash && !(beforeQuery && !is25) ? "/?" : optionalSlash ? "/" : "";
        if (beforeQuery && is25) {
            end = body.equals("/") ? "" : "/?";
        }
        return parts(body, path, beforeQuery) + end;
    }

    private String parts(String body, String path, boolean beforeQuery) {
        StringBuilder expression = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(body);
        int at = 0;
        while (placeholder.find()) {
            String literal = body.substring(at, placeholder.start());
            at = placeholder.end();
            String name = placeholder.group(1);
            boolean slashLater = path.indexOf('/', at) >= 0
                    || !is25 && beforeQuery && entry.template().indexOf('/', at) >= 0;
            boolean oneSegment = slashLater || is25 && beforeQuery;
            boolean last25 = is25 && !beforeQuery && at == path.length();
            if (last25 && literal.endsWith("/")) {
                // the slash may be missing with all that would follow it
                expression.append(Pattern.quote(literal.substring(0, literal.length() - 1)));
                expression.append("(?:/").append(group(name, ".*")).append(")?");
            } else {
                expression.append(Pattern.quote(literal));
                expression.append(group(name, oneSegment ? "[^/?]+" : last25 ? ".*" : "[^?]+"));
            }
        }
        return expression.append(Pattern.quote(body.substring(at))).toString();
    }

    /** A value ends at the next {@code &} and is not empty; the last one may be followed by others. */
    private String query(String text, int mark) {
        String query = text.substring(mark + 1);
        if (is25 && PLACEHOLDER.matcher(query).matches()) {
            // Ocelot gives the placeholder nothing, and merges the query into the target by itself
            return "(?:\\?.*)?" + group(query.substring(1, query.length() - 1), "");
        }
        StringBuilder expression = new StringBuilder("\\?");
        Matcher placeholder = PLACEHOLDER.matcher(query);
        int at = 0;
        while (placeholder.find()) {
            expression.append(Pattern.quote(query.substring(at, placeholder.start())));
            at = placeholder.end();
            boolean last = at == query.length();
            expression.append(group(placeholder.group(1), "[^&]+"));
            expression.append(last ? "(?:&.*)?" : "");
        }
        return expression.append(Pattern.quote(query.substring(at))).toString();
    }

    private String group(String name, String expression) {
        String group = "g" + groups.size();
        groups.put(group, name);
        return "(?<" + group + ">" + expression + ")";
    }
}
