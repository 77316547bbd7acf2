package io.highgate.gateway.flow.backlog;

import org.jspecify.annotations.Nullable;

/** A connection whose peer takes what the test says. Confined to the test's thread. */
final class FakeConnection implements Outlet.Connection {

    private final Outlet outlet;
    private long pending;
    private Pressure pressure = Pressure.EASY;
    private @Nullable Cut cut;

    FakeConnection(Backlog backlog, Side side) {
        outlet = backlog.outlet(this, side);
    }

    /** The gateway writes so much. */
    void write(long octets) {
        pending += octets;
        outlet.settle();
    }

    /** The peer takes so much; nobody tells. */
    void take(long octets) {
        pending -= octets;
    }

    void close() {
        outlet.close();
    }

    Pressure narrowed() {
        return pressure;
    }

    @Nullable
    Cut wasCut() {
        return cut;
    }

    @Override
    public long pending() {
        return pending;
    }

    @Override
    public void narrow(Pressure to) {
        pressure = to;
    }

    @Override
    public void cut(Cut why) {
        cut = why;
    }
}
