package io.highgate.store.all;

/**
 * One number that says how a store is, for metrics. Immutable.
 *
 * @param name of the metric, in Prometheus' manner
 * @param help what it says
 * @param grows whether it only grows
 */
public record StoreFigure(String name, String help, boolean grows, double value) {

    /** What only grows. */
    public static StoreFigure counter(String name, String help, double value) {
        return new StoreFigure(name, help, true, value);
    }

    /** What may go up and down. */
    public static StoreFigure gauge(String name, String help, double value) {
        return new StoreFigure(name, help, false, value);
    }
}
