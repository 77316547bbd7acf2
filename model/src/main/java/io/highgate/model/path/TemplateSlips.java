package io.highgate.model.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write who know templates from elsewhere, and what they mean by it here. Pure. */
public final class TemplateSlips {

    private static final Pattern COLON_NAME = Pattern.compile(":([A-Za-z_][A-Za-z0-9_-]*)");
    private static final Pattern OPTIONAL = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)\\?}");
    private static final Pattern NOT_NAME = Pattern.compile("[^A-Za-z0-9_-]+");

    private TemplateSlips() {}

    /**
     * Literal text that looks like a capture of another notation: {@code :id}, {@code *}. It may be
     * meant, as such text may come in a request; so these are doubts, not errors.
     */
    public static List<String> doubts(String template) {
        List<String> doubts = new ArrayList<>();
        if (template.startsWith("~")) {
            return doubts;
        }
        for (String segment : template.split("\\?", 2)[0].split("/", -1)) {
            Matcher colon = COLON_NAME.matcher(segment);
            if (colon.matches()) {
                doubts.add(literal(segment, "{" + colon.group(1) + "}"));
            } else if (!segment.contains("{") && segment.contains("*")) {
                doubts.add(literal(segment, segment.equals("*") ? "{name} or {*rest}" : "{*rest}"));
            }
        }
        return doubts;
    }

    private static String literal(String segment, String meant) {
        return "'" + segment + "' is literal text here; did you mean " + meant + "?";
    }

    /** {@code {id?}} of other gateways; the '?' would else be taken for the beginning of the query. */
    static Optional<String> refuseOptional(String template) {
        Matcher optional = OPTIONAL.matcher(template);
        return optional.find()
                ? Optional.of("no capture is optional; give the route two paths, with {" + optional.group(1)
                        + "} and without, or write {*" + optional.group(1) + "}")
                : Optional.empty();
    }

    /** What may have been meant by the inside of a capture that is none. */
    static String hint(String inside) {
        int colon = inside.indexOf(':');
        if (colon > 0) {
            String name = inside.substring(0, colon);
            return "did you mean {" + name
                    + "}? What it may hold is said by a regular expression, like '~/(?<id>[0-9]+)'";
        }
        String name = NOT_NAME.matcher(inside).replaceAll("");
        String likely = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "rest" : name;
        if (inside.contains("..") || inside.contains("*")) {
            return "did you mean {*" + likely + "}?";
        }
        if (inside.startsWith("+") || inside.endsWith("+")) {
            return "did you mean {+" + likely + "}?";
        }
        return "write {name}, {*name} or {+name}";
    }
}
