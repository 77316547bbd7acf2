package io.highgate.gateway.flow;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that waits for nothing but time, in the place of its upstream: whoever ends the
 * exchange ends the wait. Confined to one event loop.
 */
public final class Pause extends Timeout implements UpstreamStream {

    private final Loop loop;
    private final Runnable over;

    private Pause(Loop loop, Runnable over) {
        this.loop = loop;
        this.over = over;
    }

    /** Begins to wait; what follows is done on the loop, unless the pause is cancelled before. */
    public static Pause begin(Loop loop, long nanos, Runnable over) {
        Pause pause = new Pause(loop, over);
        loop.timers().arm(pause, nanos);
        return pause;
    }

    @Override
    protected void fire() {
        over.run();
    }

    @Override
    public void cancel() {
        loop.timers().cancel(this);
    }

    /** No body is joined to it; what comes all the same goes nowhere. */
    @Override
    public void data(ByteBuf octets) {
        octets.release();
    }

    @Override
    public void flush() {}

    @Override
    public void end(@Nullable Headers trailers) {}

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public void resume() {}
}
