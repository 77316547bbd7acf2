package io.highgate.model.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The written form of the request targets that a route matches, read but not yet compiled: either
 * parts, or a regular expression. What it prints, {@link #parse} reads back to an equal template.
 * Immutable.
 */
public sealed interface PathTemplate {

    /**
     * Reads the written form; {@code docs/configuration.md} has its rules.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    static PathTemplate parse(String text) {
        if (text.startsWith("~")) {
            return Regex.of(text.substring(1));
        }
        return new PathTemplateParser(text).parse();
    }

    /** The names of the captures, in the order in which they are written; no name is there twice. */
    List<String> captures();

    /**
     * A sequence of parts that the whole path must match, and maybe one that the raw query string
     * must match. Two captures are never next to each other, and there is at most one {@link Rest}
     * in the path and one in the query, so that matching needs no more than linear time.
     *
     * @param path never empty; begins with a literal that begins with a slash
     * @param query null when any query string, or none, will do
     */
    record Parts(List<Part> path, @Nullable List<Part> query) implements PathTemplate {

        public Parts {
            path = List.copyOf(path);
            query = query == null ? null : List.copyOf(query);
        }

        @Override
        public List<String> captures() {
            List<String> names = new ArrayList<>();
            addNames(path, names);
            if (query != null) {
                addNames(query, names);
            }
            return List.copyOf(names);
        }

        private static void addNames(List<Part> parts, List<String> names) {
            for (Part part : parts) {
                switch (part) {
                    case Literal ignored -> {}
                    case OneSegment one -> names.add(one.name());
                    case Rest rest -> names.add(rest.name());
                }
            }
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            path.forEach(text::append);
            if (query != null) {
                text.append('?');
                query.forEach(text::append);
            }
            return text.toString();
        }
    }

    /**
     * A regular expression (of {@link Pattern}) that the whole path must match; its named groups are
     * the captures.
     *
     * @param expression without the leading {@code ~}; it compiles
     */
    record Regex(String expression, List<String> captures) implements PathTemplate {

        static Regex of(String expression) {
            if (expression.isEmpty()) {
                throw new IllegalArgumentException("'~' needs a regular expression behind it, like '~/v[0-9]+/.*'");
            }
            return new Regex(expression, RegularExpressions.namedGroups(expression));
        }

        @Override
        public String toString() {
            return "~" + expression;
        }
    }

    /** One part of a path or query. */
    sealed interface Part {}

    /** Exactly this text, in the percent-encoding in which it is written; never empty. */
    record Literal(String text) implements Part {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * {@code {name}}: one or more characters, none of which ends the segment: {@code /} in a path,
     * {@code &} in a query.
     */
    record OneSegment(String name) implements Part {
        @Override
        public String toString() {
            return "{" + name + "}";
        }
    }

    /**
     * What is left, over any number of segments. {@code {*name}} may be empty, and right behind a
     * slash even that slash may be missing: {@code /a/{*x}} matches {@code /a}, {@code /a/} and
     * {@code /a/b/c}. {@code {+name}} is at least one character.
     */
    record Rest(String name, boolean mayBeEmpty) implements Part {
        @Override
        public String toString() {
            return "{" + (mayBeEmpty ? "*" : "+") + name + "}";
        }
    }
}
