package io.highgate.gateway.route;

import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the traffic port answers where no configured route does; a configured route always wins. */
public enum BuiltInRoute {
    /** Whether the gateway is there at all. */
    HEALTH("built-in health", "/health", "respond 200 application/json");

    private final String title;
    private final String path;
    private final String action;

    BuiltInRoute(String title, String path, String action) {
        this.title = title;
        this.path = path;
        this.action = action;
    }

    /** The one that answers the request if no configured route does; the path is normalised. */
    public static @Nullable BuiltInRoute find(RequestHead head) {
        BuiltInRoute there = at(head);
        return there != null && isRead(head.method()) ? there : null;
    }

    /** The one with the request's path, whatever the method. */
    static @Nullable BuiltInRoute at(RequestHead head) {
        int length = head.pathEnd() - head.pathStart();
        // the length is compared first, as this is asked for each request that nobody wants
        boolean health = length == HEALTH.path.length() && head.pathText().equals(HEALTH.path);
        return health ? HEALTH : null;
    }

    /** How explain names it; no configured route is kept from having the same name. */
    String title() {
        return title;
    }

    String path() {
        return path;
    }

    String action() {
        return action;
    }

    /** Why it does not take the request, which has its path. */
    List<String> whyNot(RequestHead head, @Nullable String winner) {
        if (!isRead(head.method())) {
            return List.of("method " + head.method() + " is not among GET, HEAD");
        }
        return winner == null ? List.of() : List.of(winner + " is configured, which wins over what is built in");
    }

    private static boolean isRead(Method method) {
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }
}
