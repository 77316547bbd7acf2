package io.highgate.store.sql.connect;

import java.time.Duration;

/**
 * What the pool looks like, for metrics. Immutable.
 *
 * @param active connections that are in use
 * @param idle connections that are not
 * @param waiting calls that wait for one
 * @param taken how often one was got
 * @param waited how long that took, summed up
 * @param timeouts how often none was got in time
 * @param crowded whether more wait than should
 */
public record PoolFigures(
        int active, int idle, int waiting, long taken, Duration waited, long timeouts, boolean crowded) {}
