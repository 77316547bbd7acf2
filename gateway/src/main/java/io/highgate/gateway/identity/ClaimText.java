package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** A claim of a caller, or a part of one, as text. Pure. */
final class ClaimText {

    private ClaimText() {}

    /** The text; null if the caller has no such claim, or no such part of it. */
    static @Nullable String of(ClaimSpec spec, Caller caller) {
        List<String> values = caller.claim(spec.claim());
        if (values.isEmpty()) {
            return null;
        }
        Integer index = spec.index();
        String delimiter = spec.delimiter();
        if (delimiter != null && !delimiter.isEmpty()) {
            return part(values.getFirst(), delimiter, index == null ? 0 : index);
        }
        if (index == null) {
            return String.join(",", values);
        }
        return index < values.size() ? values.get(index) : null;
    }

    /** Each character of the delimiter divides; empty parts do not count. */
    private static @Nullable String part(String value, String delimiter, int index) {
        StringTokenizer parts = new StringTokenizer(value, delimiter);
        for (int i = 0; parts.hasMoreTokens(); i++) {
            String part = parts.nextToken();
            if (i == index) {
                return part;
            }
        }
        return null;
    }
}
