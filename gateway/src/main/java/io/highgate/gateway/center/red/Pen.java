package io.highgate.gateway.center.red;

import io.highgate.gateway.count.Outcomes;

/** Where requests of one route to one cell are counted; whoever may still count keeps it. Thread-safe as {@link Outcomes}. */
public final class Pen {

    private final String cell;
    private final Outcomes outcomes;

    Pen(String cell, Outcomes outcomes) {
        this.cell = cell;
        this.outcomes = outcomes;
    }

    /** The cell, as the center calls it. */
    public String cell() {
        return cell;
    }

    /** Counts one, on the loop's own thread; status 0 stands for none at all. */
    public void record(int loop, int status, long nanos) {
        outcomes.record(loop, status, nanos);
    }
}
