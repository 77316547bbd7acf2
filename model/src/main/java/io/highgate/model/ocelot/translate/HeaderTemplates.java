package io.highgate.model.ocelot.translate;

import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.spec.MatchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code UpstreamHeaderTemplates} as conditions on header fields. Pure. */
final class HeaderTemplates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{header:(.*?)}");

    private HeaderTemplates() {}

    static List<MatchSpec> conditions(OcelotMatch match) {
        List<MatchSpec> conditions = new ArrayList<>();
        match.headers().forEach((name, template) -> {
            boolean exact =
                    match.caseSensitive() && !PLACEHOLDER.matcher(template).find();
            conditions.add(
                    exact
                            ? new MatchSpec(name, template, null, false)
                            : new MatchSpec(name, null, expression(template, match.caseSensitive()), false));
        });
        return List.copyOf(conditions);
    }

    /** The names of the captures. */
    static List<String> captures(Map<String, String> headers) {
        List<String> names = new ArrayList<>();
        for (String template : headers.values()) {
            Matcher matcher = PLACEHOLDER.matcher(template);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private static String expression(String template, boolean caseSensitive) {
        StringBuilder expression = new StringBuilder(caseSensitive ? "" : "(?i)");
        Matcher matcher = PLACEHOLDER.matcher(template);
        int at = 0;
        while (matcher.find()) {
            expression.append(literal(template.substring(at, matcher.start()))).append(".+");
            at = matcher.end();
        }
        return expression.append(literal(template.substring(at))).toString();
    }

    private static String literal(String text) {
        return text.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
    }
}
