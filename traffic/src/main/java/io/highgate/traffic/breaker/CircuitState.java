package io.highgate.traffic.breaker;

/** How a circuit stands. A closed one lets traffic flow, an open one refuses it. Immutable. */
public enum CircuitState {
    CLOSED,
    OPEN,
    HALF_OPEN
}
