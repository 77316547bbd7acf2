package io.highgate.traffic.overload;

import io.highgate.traffic.settings.Demands;

/** How many may be inside at once, and how many may wait for a place; 0: nobody waits. Immutable. */
public record BulkheadSettings(int inFlight, int pending) {

    public BulkheadSettings {
        Demands.on("bulkhead")
                .between("inFlight", inFlight, 1, 10_000_000)
                .between("pending", pending, 0, 10_000_000)
                .settle();
    }
}
