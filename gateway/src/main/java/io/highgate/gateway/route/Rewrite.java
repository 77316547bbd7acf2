package io.highgate.gateway.route;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.DotSegments;
import io.highgate.gateway.route.path.QueryCursor;
import io.highgate.model.spec.RewriteSpec;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the target that the upstream is asked for, from a template and what becomes of the
 * request's query. A path that captures have given a dot segment is refused: the upstream would
 * resolve it. Immutable.
 */
public final class Rewrite {

    private final TargetTemplate template;
    private final RewriteSpec.Query rule;

    private Rewrite(TargetTemplate template, RewriteSpec.Query rule) {
        this.template = template;
        this.rule = rule;
    }

    static Rewrite compile(RewriteSpec spec) {
        return new Rewrite(TargetTemplate.parse(spec.to()), spec.query());
    }

    /** Leaves the target in the head's array and the match; returns what is wrong, or null. */
    @Nullable
    String write(RouteMatch match, RequestHead head) {
        Target target = new Target(head.headers());
        template.writePath(match, target);
        if (target.end() == target.start()) {
            target.octet('/');
        }
        byte[] bytes = head.headers().bytes();
        if (rule == RewriteSpec.Query.OCELOT_25
                && target.last() == '/'
                && target.end() - target.start() > 1
                && bytes[head.pathEnd() - 1] != '/') {
            target.cutLast();
        }
        if (DotSegments.anyIn(bytes, target.start() + 1, target.end())) {
            return "the rewritten path would have a '.' or '..' segment";
        }
        writeQuery(match, head, target);
        match.target(target.start(), target.end());
        return null;
    }

    private void writeQuery(RouteMatch match, RequestHead head, Target target) {
        switch (rule) {
            case DROP -> writeTemplate(match, target, '?');
            case KEEP -> {
                if (template.hasQuery()) {
                    char separator = writeTemplate(match, target, '?');
                    writeAll(head, target, separator);
                } else if (head.hasQuery()) {
                    target.octet('?');
                    target.copy(head.queryStart(), head.queryEnd());
                }
            }
            case OCELOT_20 -> {
                if (template.hasQuery()) {
                    char separator = writeAll(head, target, '?');
                    writeTemplate(match, target, separator);
                } else {
                    writeSome(head, target, '?', parameter -> !isCapture(match, parameter));
                }
            }
            case OCELOT_25 -> {
                if (template.hasQuery()) {
                    int at = target.end() + 1;
                    char separator = writeTemplate(match, target, '?');
                    Set<String> written = names(head, at, target.end());
                    writeSome(head, target, separator, parameter -> !written.contains(parameter.name()));
                } else {
                    writeSome(head, target, '?', parameter -> !isNamedLikeCapture(match, parameter));
                }
            }
        }
    }

    /** Writes the template's query; returns what separates it from what follows. */
    private char writeTemplate(RouteMatch match, Target target, char separator) {
        if (!template.hasQuery()) {
            return separator;
        }
        int at = target.end();
        target.octet(separator);
        template.writeQuery(match, target);
        return after(target, at, separator);
    }

    private static char writeAll(RequestHead head, Target target, char separator) {
        if (!head.hasQuery()) {
            return separator;
        }
        int at = target.end();
        target.octet(separator);
        target.copy(head.queryStart(), head.queryEnd());
        return after(target, at, separator);
    }

    /** What was written since {@code at} is undone if it is but a separator: that is no query. */
    private static char after(Target target, int at, char separator) {
        if (target.end() > at + 1) {
            return '&';
        }
        target.cutLast();
        return separator;
    }

    private static void writeSome(RequestHead head, Target target, char first, Predicate<QueryCursor> isKept) {
        if (!head.hasQuery()) {
            return;
        }
        char separator = first;
        QueryCursor cursor = new QueryCursor(head.headers().bytes(), head.queryStart(), head.queryEnd());
        while (cursor.next()) {
            if (isKept.test(cursor)) {
                target.octet(separator);
                target.copy(cursor.start(), cursor.end());
                separator = '&';
            }
        }
    }

    private static Set<String> names(RequestHead head, int start, int end) {
        Set<String> names = new HashSet<>();
        QueryCursor cursor = new QueryCursor(head.headers().bytes(), start, Math.max(start, end));
        while (cursor.next()) {
            names.add(cursor.name());
        }
        return names;
    }

    private static boolean isCapture(RouteMatch match, QueryCursor parameter) {
        int index = match.index(parameter.name());
        return index >= 0 && parameter.rawValueIs(match.start(index), match.end(index));
    }

    private static boolean isNamedLikeCapture(RouteMatch match, QueryCursor parameter) {
        String name = parameter.name();
        return match.candidate().captures().stream().anyMatch(name::equalsIgnoreCase);
    }
}
