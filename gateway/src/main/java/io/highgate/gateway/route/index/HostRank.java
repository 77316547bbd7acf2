package io.highgate.gateway.route.index;

import io.highgate.gateway.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How specifically a route names a request's host: not at all, by a wildcard of some length, or
 * exactly. Immutable.
 */
public record HostRank(int specificity) implements Comparable<HostRank> {

    private static final int OTHER = -1;

    public static HostRank of(Entry route, RequestHead head) {
        byte[] in = head.headers().bytes();
        int end = HostIndex.nameEnd(in, head.hostStart(), head.hostEnd());
        String host = new String(in, head.hostStart(), end - head.hostStart(), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        int best = route.spec().hosts().isEmpty() ? 0 : OTHER;
        for (String pattern : route.spec().hosts()) {
            best = Math.max(best, specificity(HostIndex.folded(pattern), host));
        }
        return new HostRank(best);
    }

    private static int specificity(String pattern, String host) {
        if (pattern.equals("*")) {
            return 0;
        }
        if (pattern.startsWith("*.")) {
            String suffix = pattern.substring(1);
            return host.length() > suffix.length() && host.endsWith(suffix) ? suffix.length() : OTHER;
        }
        return pattern.equals(host) ? Integer.MAX_VALUE : OTHER;
    }

    public boolean matches() {
        return specificity != OTHER;
    }

    @Override
    public int compareTo(HostRank other) {
        return Integer.compare(specificity, other.specificity);
    }
}
