package io.highgate.traffic.overload;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * What counts as how much pressure. Immutable.
 *
 * @param fullLag how late an event loop may be before that alone is full pressure
 * @param calmMemory share of memory in use that is no pressure at all
 * @param fullMemory share of memory in use that is full pressure
 */
public record PressureSettings(Duration fullLag, double calmMemory, double fullMemory) {

    public PressureSettings {
        Demands.on("pressure")
                .positive("fullLag", fullLag)
                .between("calmMemory", calmMemory, 0, 1)
                .share("fullMemory", fullMemory)
                .that(
                        calmMemory < fullMemory,
                        "calmMemory must be below fullMemory, " + calmMemory + " is not below " + fullMemory)
                .settle();
    }

    /** 200 ms late; memory from 70 % to 95 %. */
    public static PressureSettings usual() {
        return new PressureSettings(Duration.ofMillis(200), 0.7, 0.95);
    }

    /** How hard it is for the whole: the worst of three signals, from 0 to 1. */
    public double of(Signals signals) {
        double load = signals.limit() > 0 ? (double) signals.inFlight() / signals.limit() : 0;
        double lag = signals.lagNanos() / (double) fullLag.toNanos();
        double memory = (signals.memoryUsed() - calmMemory) / (fullMemory - calmMemory);
        return Math.max(clamped(load), Math.max(clamped(lag), clamped(memory)));
    }

    /** A signal that cannot be read (NaN) is none. */
    private static double clamped(double signal) {
        return signal > 0 ? Math.min(signal, 1) : 0;
    }

    /**
     * What is looked at. Immutable.
     *
     * @param limit the most that may be in flight; 0: unlimited
     * @param lagNanos how late an event loop is
     * @param memoryUsed share of memory in use
     */
    public record Signals(long inFlight, long limit, long lagNanos, double memoryUsed) {}
}
