package io.highgate.gateway.identity.oidc;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The logins that have been used, each until it would have ended anyway: a callback that comes again is
 * not taken by the process that took it. (Between processes the provider holds it: a code is good once.)
 * Bounded. Thread-safe: its few lines are under its lock.
 */
final class Spent {

    private static final int MOST = 10_000;

    private final Map<String, Instant> states = new LinkedHashMap<>();

    /** Uses one; false if it has been used. */
    synchronized boolean spend(String state, Instant until, Instant now) {
        Iterator<Map.Entry<String, Instant>> oldest = states.entrySet().iterator();
        while (oldest.hasNext()) {
            boolean over = !now.isBefore(oldest.next().getValue());
            if (!over && states.size() < MOST) {
                break;
            }
            oldest.remove();
        }
        return states.putIfAbsent(state, until) == null;
    }
}
