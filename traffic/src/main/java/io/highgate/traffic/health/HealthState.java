package io.highgate.traffic.health;

/** How an endpoint stands; where several apply, the last one here is told. Immutable. */
public enum HealthState {
    /** It may be asked. */
    UP,
    /** Its answers spoke against it; it is left out for a time. */
    EJECTED,
    /** Its probes fail. */
    DOWN,
    /** An operator took it out. */
    DRAINED,
    /** It no longer belongs to the upstream. */
    RETIRED
}
