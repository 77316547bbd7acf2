package io.highgate.traffic.health;

/** Is told of each flip exactly once, on the thread that caused it; must not block. */
public interface HealthListener {

    /** An endpoint stands otherwise now, or for another cause. */
    void flipped(String endpoint, Standing from, Standing to);

    /** Too few of the upstream's endpoints are up, so that all are asked again (true), or enough are. */
    void panicked(boolean panicking);
}
