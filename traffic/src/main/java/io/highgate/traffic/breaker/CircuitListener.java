package io.highgate.traffic.breaker;

/** Is told of each flip of a circuit exactly once, on the thread that caused it; must not block. */
@FunctionalInterface
public interface CircuitListener {

    /** The circuit went from one state to another; {@code why} is a short phrase for a log line. */
    void flipped(CircuitState from, CircuitState to, String why);
}
