package io.highgate.gateway.route.path;

import io.highgate.model.path.PathTemplate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a route asks of path and query, compiled from one of its templates. Immutable. */
public sealed interface PathPattern {

    /** A template with parts. */
    record Parts(Shape path, @Nullable Shape query, boolean fold) implements PathPattern {}

    /** A regular expression over the path; the groups are numbers of captures in their order. */
    record Regex(Pattern expression, List<Integer> groups) implements PathPattern {}

    /** Every path. */
    record Any() implements PathPattern {}

    static PathPattern compile(PathTemplate template, boolean caseSensitive) {
        boolean fold = !caseSensitive;
        return switch (template) {
            case PathTemplate.Parts parts ->
                new Parts(
                        Shapes.path(parts.path(), fold),
                        parts.query() == null ? null : Shapes.query(parts.query(), fold),
                        fold);
            case PathTemplate.Regex regex -> {
                Pattern expression = Pattern.compile(regex.expression(), fold ? Pattern.CASE_INSENSITIVE : 0);
                yield new Regex(
                        expression,
                        regex.captures().stream()
                                .map(expression.namedGroups()::get)
                                .toList());
            }
        };
    }
}
