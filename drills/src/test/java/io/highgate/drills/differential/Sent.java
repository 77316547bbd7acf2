package io.highgate.drills.differential;

import java.util.Set;

/** A whole request that the gateway has sent: its octets, and what the recorder has understood. Immutable. */
record Sent(Seen seen, byte[] octets) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    /** Whether every origin serves such a request; other methods and "*" some refuse, and close. */
    boolean isPlain() {
        return METHODS.contains(seen.method()) && !seen.target().equals("*");
    }
}
