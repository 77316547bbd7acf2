package io.highgate.gateway.route.path;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.ForwardingSpec.EncodedSlashes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one rule that a path goes through before it is matched; what is matched is also what is
 * forwarded, so that gateway and upstream cannot read it differently:
 *
 * <ul>
 *   <li>an escaped unreserved character is decoded, other escapes are written in upper case (RFC
 *       3986 section 6.2.2); nothing is ever decoded twice;
 *   <li>{@code //} becomes {@code /}, then {@code .} and {@code ..} are resolved; above the root is
 *       an error;
 *   <li>{@code %2F} and {@code %5C} stay as they are, ordinary characters of their segment, or are
 *       errors if so configured; {@code ;} and what follows it are ordinary characters, too;
 *   <li>errors are: an incomplete escape, {@code %00}, a backslash, any octet that RFC 3986 does not
 *       allow, and a dot segment disguised by {@code ;}, {@code %2F} or {@code %5C} ({@code /..;/},
 *       {@code /..%2Fx}), because some servers behind us would resolve it.
 * </ul>
 *
 * A path with nothing to do costs one scan. Immutable.
 */
public final class PathRule {

    private static final byte[] ROOT = "/".getBytes(StandardCharsets.ISO_8859_1);

    private final boolean keepEncodedSlashes;

    public PathRule(EncodedSlashes encodedSlashes) {
        this.keepEncodedSlashes = encodedSlashes == EncodedSlashes.KEEP;
    }

    /** Normalises the head's path in place; returns what is wrong with it (for a 400), or null. */
    public @Nullable String normalise(RequestHead head) {
        Headers headers = head.headers();
        byte[] in = headers.bytes();
        int start = head.pathStart();
        int end = head.pathEnd();
        if (start == end) {
            int root = headers.append(ROOT, 0, 1);
            head.path(root, root + 1);
            return null;
        }
        if (in[start] != '/') {
            boolean asterisk =
                    end - start == 1 && in[start] == '*' && head.method().equals(Method.OPTIONS);
            return asterisk ? null : "the path does not begin with '/'";
        }
        for (int i = start; i < end; i++) {
            byte b = in[i];
            if (b == '%' || b == '/' && i + 1 < end && (in[i + 1] == '/' || in[i + 1] == '.')) {
                return rewrite(head);
            }
            if (!Octets.isTarget(b)) {
                return notAllowed(b);
            }
        }
        return null;
    }

    private @Nullable String rewrite(RequestHead head) {
        Headers headers = head.headers();
        int length = head.pathEnd() - head.pathStart();
        int out = headers.reserve(length);
        byte[] bytes = headers.bytes();
        int end = out;
        for (int i = head.pathStart(); i < head.pathEnd(); i++) {
            byte b = bytes[i];
            if (b != '%') {
                if (!Octets.isTarget(b)) {
                    return notAllowed(b);
                }
                bytes[end++] = b;
                continue;
            }
            int octet = Escape.octet(bytes, i, head.pathEnd());
            String problem = escapeProblem(octet);
            if (problem != null) {
                return problem;
            }
            end = Escape.write(octet, bytes, end);
            i += 2;
        }
        end = DotSegments.resolve(bytes, out, end);
        if (end < 0) {
            return end == DotSegments.ABOVE_ROOT
                    ? "the path leads above the root"
                    : "the path hides a '.' or '..' segment behind ';', %2F or %5C";
        }
        headers.trim(end);
        head.path(out, end);
        return null;
    }

    private @Nullable String escapeProblem(int octet) {
        if (octet < 0) {
            return "the path has a '%' that is not followed by two hexadecimal digits";
        }
        if (octet == 0) {
            return "the path has a %00";
        }
        if (!keepEncodedSlashes && (octet == '/' || octet == '\\')) {
            return "the path has an encoded " + (octet == '/' ? "slash (%2F)" : "backslash (%5C)");
        }
        return null;
    }

    private static String notAllowed(byte octet) {
        return octet == '\\'
                ? "the path has a backslash"
                : "the path has an octet %%%02X that must be percent-encoded".formatted(octet & 0xff);
    }
}
