package io.highgate.model.ocelot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of path templates, upstream and downstream: its rules and its placeholders. Pure. */
public final class TemplateText {

    /** The capture for what follows a query placeholder; no file is likely to use the name. */
    static final String MORE = "_more";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private TemplateText() {}

    /** The names of the placeholders, in order, with repetitions. */
    public static List<String> placeholders(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The first placeholder that is there twice, or an empty text. */
    public static String repeated(String text) {
        Set<String> seen = new HashSet<>();
        return placeholders(text).stream()
                .filter(it -> !seen.add(it))
                .findFirst()
                .orElse("");
    }

    /** Braces that do not pair up, and names that are none. */
    static void check(String text) {
        String plain = PLACEHOLDER.matcher(text).replaceAll("");
        if (plain.indexOf('{') >= 0 || plain.indexOf('}') >= 0) {
            throw new IllegalArgumentException("'" + text + "' has a brace without its partner");
        }
        for (String name : placeholders(text)) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + text + "' has a placeholder '{" + name
                        + "}', which is not a name: letters, digits, '_', '.' and '-' are allowed");
            }
        }
    }
}
