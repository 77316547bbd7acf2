package io.highgate.center.api.serve;

/** Told of every request when it is over. Thread-safe; returns at once. */
@FunctionalInterface
public interface Watch {

    /**
     * One is answered.
     *
     * @param path of the route as the contract spells it, or {@code none}
     * @param nanos from its head to the last octet of its answer; of a stream, until it began
     */
    void answered(String method, String path, int status, long nanos);
}
