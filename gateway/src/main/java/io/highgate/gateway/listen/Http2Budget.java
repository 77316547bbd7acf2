package io.highgate.gateway.listen;

import io.highgate.gateway.flow.Loop;
import java.time.Duration;

/**
 * How often a client may do, in one span of time, what costs us work and asks for nothing (RFC 9113
 * section 10.5). Confined to one event loop.
 */
final class Http2Budget {

    private static final long SPAN = Duration.ofSeconds(30).toNanos();

    private final Loop loop;
    private final int free;
    private long since;
    private int left;

    Http2Budget(Loop loop, int free) {
        this.loop = loop;
        this.free = free;
        this.since = loop.nanos();
        this.left = free;
    }

    /** A request or a part of a body explains some of what comes with it. */
    void earn(int more) {
        left = Math.min(left + more, free);
    }

    /** Something was done once more; whether that was too often. */
    boolean isSpent() {
        if (--left >= 0) {
            return false;
        }
        long now = loop.nanos();
        if (now - since < SPAN) {
            return true;
        }
        since = now;
        left = free;
        return false;
    }
}
