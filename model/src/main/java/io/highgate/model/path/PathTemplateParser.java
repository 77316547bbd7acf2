package io.highgate.model.path;

import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.OneSegment;
import io.highgate.model.path.PathTemplate.Part;
import io.highgate.model.path.PathTemplate.Parts;
import io.highgate.model.path.PathTemplate.Rest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the form with parts, left to right, once. Confined to one thread; used for one text. */
final class PathTemplateParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}.*", Pattern.DOTALL);

    private final String text;
    private final Set<String> names = new HashSet<>();

    PathTemplateParser(String text) {
        this.text = text;
    }

    Parts parse() {
        if (!text.startsWith("/")) {
            throw wrong("a path begins with '/', a regular expression with '~'");
        }
        TemplateSlips.refuseOptional(text).ifPresent(hint -> {
            throw wrong(hint);
        });
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? null : text.substring(question + 1);
        if (query != null && query.isEmpty()) {
            throw wrong("nothing follows the '?'; leave it out, the query string then does not matter");
        }
        refuseWhatNoRequestHas(path);
        return new Parts(parts(path), query == null ? null : parts(query));
    }

    /** The gateway merges slashes and resolves dot segments before it matches. */
    private void refuseWhatNoRequestHas(String path) {
        if (path.contains("//")) {
            throw wrong("'//' never matches, because slashes are merged; write one");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw wrong("a segment '" + segment + "' never matches, because it is resolved before matching");
            }
        }
    }

    private List<Part> parts(String side) {
        List<Part> parts = new ArrayList<>();
        boolean rest = false;
        int at = 0;
        while (at < side.length()) {
            int open = side.indexOf('{', at);
            int end = open < 0 ? side.length() : open;
            if (end > at) {
                parts.add(literal(side.substring(at, end)));
            }
            if (open < 0) {
                break;
            }
            Part capture = capture(side, open, parts.isEmpty() ? null : parts.getLast());
            if (capture instanceof Rest && rest) {
                throw wrong("there may be only one capture with '*' or '+'; use {name} for single segments");
            }
            rest |= capture instanceof Rest;
            parts.add(capture);
            at = side.indexOf('}', open) + 1;
        }
        return parts;
    }

    private Literal literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '}') {
                throw wrong("a '}' has no '{' before it; a brace in a path is written %7B or %7D");
            }
            if (c == '#' || c == '\\' || c <= ' ' || c >= 0x7f) {
                throw wrong("the character " + describe(c) + " never comes unencoded in a request; percent-encode it");
            }
            if (c == '%' && !ENCODED.matcher(literal.substring(i)).matches()) {
                throw wrong("'%' is not followed by two hexadecimal digits; a percent sign is written %25");
            }
        }
        return new Literal(literal);
    }

    private Part capture(String side, int open, @Nullable Part before) {
        int close = side.indexOf('}', open);
        if (close < 0) {
            throw wrong("a '{' has no '}' behind it");
        }
        if (before != null && !(before instanceof Literal)) {
            throw wrong("two captures need some text between them, else nobody knows where the first one ends");
        }
        String inside = side.substring(open + 1, close);
        boolean rest = inside.startsWith("*") || inside.startsWith("+");
        String name = rest ? inside.substring(1) : inside;
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw wrong("'{" + inside + "}' is not a capture; " + TemplateSlips.hint(inside));
        }
        if (!names.add(name)) {
            throw wrong("the capture '" + name + "' is there twice; give each its own name");
        }
        return rest ? new Rest(name, inside.charAt(0) == '*') : new OneSegment(name);
    }

    private static String describe(char c) {
        return c > ' ' && c < 0x7f ? "'" + c + "'" : "U+%04X".formatted((int) c);
    }

    private IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException("'" + text + "': " + reason);
    }
}
