package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/**
 * Watches a client that leaves what was written to it unread: if it takes nothing at all for too
 * long, it is given up. Good for a connection of any protocol. Confined to one event loop.
 */
final class SlowReader extends Timeout {

    private final Channel channel;
    private final Loop loop;
    private final Runnable givenUp;
    private long patience;
    private long unread;
    private boolean toTheEnd;

    SlowReader(Channel channel, Loop loop, Runnable givenUp) {
        this.channel = channel;
        this.loop = loop;
        this.givenUp = givenUp;
    }

    /** Watches until the channel is {@link #writable} again; no effect while it watches already. */
    void watch(Duration idle) {
        if (!isArmed()) {
            patience = idle.toNanos();
            again();
        }
    }

    /** Watches until {@link #stop}: what is written last must be read to its end. */
    void watchToTheEnd(Duration idle) {
        toTheEnd = true;
        watch(idle);
    }

    /** There is room for more. */
    void writable() {
        if (!toTheEnd) {
            stop();
        }
    }

    void stop() {
        loop.timers().cancel(this);
    }

    private void again() {
        unread = pending();
        loop.timers().arm(this, patience);
    }

    private long pending() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    @Override
    protected void fire() {
        if (pending() == unread) {
            givenUp.run();
        } else {
            again();
        }
    }
}
