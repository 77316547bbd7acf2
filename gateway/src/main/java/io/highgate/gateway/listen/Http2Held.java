package io.highgate.gateway.listen;

import io.highgate.gateway.flow.backlog.CountedStreams;
import io.highgate.gateway.flow.backlog.Outlet;
import io.highgate.gateway.flow.backlog.OutletHandler;
import io.netty.channel.Channel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one HTTP/2 connection of a client holds beside its socket's queue: answers without a window,
 * and requests that their endpoints do not take. Confined to one event loop.
 */
final class Http2Held implements LongSupplier {

    private @Nullable CountedStreams answers;
    private @Nullable Outlet outlet;
    private long requests;

    /** Where the codec counts what it holds back of answers. */
    void answers(CountedStreams counted) {
        answers = counted;
    }

    /** From now on it counts among all that waits. */
    void watch(Channel channel) {
        outlet = OutletHandler.alsoCount(channel, this);
    }

    /** So many more octets of requests wait for their endpoints; fewer, if negative. */
    void requests(long octets) {
        requests += octets;
        if (outlet != null && octets != 0) {
            outlet.settle();
        }
    }

    @Override
    public long getAsLong() {
        return requests + (answers == null ? 0 : answers.getAsLong());
    }
}
