package io.highgate.model.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into values: <code>${NAME}</code>, or <code>${NAME:default}</code>;
 * <code>$${</code> stands for a plain <code>${</code>. What is put in is not looked at again. Pure.
 */
public final class Substitution {

    private static final Pattern OPENING = Pattern.compile("\\$?\\$\\{");
    private static final Pattern INSIDE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}", Pattern.DOTALL);

    private Substitution() {}

    /**
     * A text with its variables put in.
     *
     * @param happened whether anything but an escape was put in
     * @param mistakes what is wrong, for the author; then the text is of no use
     */
    public record Outcome(String text, boolean happened, List<String> mistakes) {}

    /** Puts the variables of the environment in. */
    public static Outcome apply(String text, Map<String, String> environment) {
        if (!text.contains("${")) {
            return new Outcome(text, false, List.of());
        }
        StringBuilder result = new StringBuilder();
        List<String> mistakes = new ArrayList<>();
        boolean happened = false;
        Matcher opening = OPENING.matcher(text);
        Matcher inside = INSIDE.matcher(text);
        int at = 0;
        while (opening.find(at)) {
            result.append(text, at, opening.start());
            at = opening.end();
            if (opening.group().startsWith("$$")) {
                result.append("${");
            } else if (!inside.region(at, text.length()).lookingAt()) {
                mistakes.add("'${' is not followed by NAME} or NAME:default}; a plain '${' is written '$${'");
            } else {
                at = inside.end();
                happened = true;
                result.append(value(inside, environment, mistakes));
            }
        }
        return new Outcome(result.append(text, at, text.length()).toString(), happened, mistakes);
    }

    private static String value(Matcher inside, Map<String, String> environment, List<String> mistakes) {
        String name = inside.group(1);
        String value = environment.get(name);
        if (value != null) {
            return value;
        }
        if (inside.group(2) == null) {
            mistakes.add("the environment variable " + name + " is not set; set it, or write ${" + name + ":default}");
            return "";
        }
        return inside.group(3);
    }

    /** Writes a text so that {@link #apply} gives it back. */
    public static String escape(String text) {
        return text.replace("${", "$${");
    }
}
