package io.highgate.center.red;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of reports that were counted lately: one that is sent again counts once. Thread-safe. */
final class Known {

    /** Of a hundred gateways, each with a report every ten seconds, those of half an hour. */
    private static final int MOST = 20_000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** Whether it was not counted yet; from now on it was. */
    synchronized boolean isNew(String id) {
        boolean added = ids.add(id);
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
        return added;
    }
}
