package io.highgate.gateway.route.index;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.PathPattern;
import io.highgate.gateway.route.path.Spans;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Matches one candidate's path and query, and says what a near miss is about. Pure. */
public final class PathCheck {

    private PathCheck() {}

    /** Null if path and query match; empty if they do not come near; else what is in the way. */
    public static @Nullable String whyNot(Candidate candidate, RequestHead head) {
        String path = head.pathText();
        if (matches(candidate.pattern(), path)) {
            return candidate.queryMatches(head, new Spans())
                    ? null
                    : "the query does not match " + candidate.template().replaceFirst("[^?]*\\?", "?");
        }
        String otherSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        if (matches(candidate.pattern(), otherSlash)) {
            return path.endsWith("/") ? "the path has a '/' at its end" : "the path has no '/' at its end";
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (candidate.template().toLowerCase(Locale.ROOT).equals(lower)) {
            return "upper and lower case differ";
        }
        return "";
    }

    private static boolean matches(PathPattern pattern, String path) {
        return switch (pattern) {
            case PathPattern.Any ignored -> true;
            case PathPattern.Regex regex -> regex.expression().matcher(path).matches();
            case PathPattern.Parts parts -> {
                byte[] in = path.getBytes(StandardCharsets.ISO_8859_1);
                yield path.startsWith("/") && parts.path().matches(in, 1, in.length, new Spans());
            }
        };
    }
}
