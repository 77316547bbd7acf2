package io.highgate.gateway.route;

import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.RedirectSpec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads: what is configured, and the rest as in the request, the query included.
 * Always an absolute URL, so that no path can be taken for a host. The request's port goes along
 * only with the request's scheme. Immutable.
 */
public final class Location {

    private final RedirectSpec spec;
    private final @Nullable TargetTemplate path;

    private Location(RedirectSpec spec) {
        this.spec = spec;
        this.path = spec.path() == null ? null : TargetTemplate.parse(spec.path());
    }

    static Location compile(RedirectSpec spec) {
        return new Location(spec);
    }

    /** The value of the Location field, for a request that came by the given scheme. */
    public String resolve(RouteMatch match, RequestHead head, String requestScheme) {
        String scheme = spec.scheme() == null ? requestScheme : spec.scheme().toLowerCase(Locale.ROOT);
        String authority = head.hostText();
        int port = portAt(authority);
        String host = spec.host() != null ? spec.host() : authority.substring(0, port);
        String wanted = "";
        if (spec.port() != null) {
            wanted = isUsual(scheme, spec.port()) ? "" : ":" + spec.port();
        } else if (scheme.equals(requestScheme)) {
            wanted = authority.substring(port);
        }
        return scheme + "://" + host + wanted + target(match, head);
    }

    private static int portAt(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : authority.length();
    }

    private static boolean isUsual(String scheme, int port) {
        return port == (scheme.equals("https") ? 443 : 80);
    }

    private String target(RouteMatch match, RequestHead head) {
        Target target = new Target(head.headers());
        boolean hasQuery = false;
        if (path == null) {
            target.copy(head.pathStart(), head.pathEnd());
        } else {
            path.writePath(match, target);
            if (path.hasQuery()) {
                target.octet('?');
                path.writeQuery(match, target);
                hasQuery = true;
            }
        }
        if (head.hasQuery()) {
            target.octet(hasQuery ? '&' : '?');
            target.copy(head.queryStart(), head.queryEnd());
        }
        String text = new String(
                head.headers().bytes(), target.start(), target.end() - target.start(), StandardCharsets.ISO_8859_1);
        head.headers().trim(target.start());
        return text.startsWith("/") ? text : "/" + text;
    }
}
