package io.highgate.drills.differential;

import java.util.List;

/**
 * What came over one connection from the gateway: whole requests, and their octets without those of
 * a last one that was broken off. Immutable.
 */
record Recorded(byte[] octets, List<Seen> requests) {}
