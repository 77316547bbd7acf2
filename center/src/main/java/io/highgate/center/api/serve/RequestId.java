package io.highgate.center.api.serve;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Under which id the log knows a request: the caller's, where it can do no harm, or a new one. Pure. */
final class RequestId {

    static final HeaderName NAME = HeaderNames.create("X-Request-ID");

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    static String of(String brought, Supplier<String> fresh) {
        return HARMLESS.matcher(brought).matches() ? brought : fresh.get();
    }
}
