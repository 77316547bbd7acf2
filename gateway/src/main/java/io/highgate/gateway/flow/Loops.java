package io.highgate.gateway.flow;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.flow.backlog.BacklogBound;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.PlatformDependent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The gateway's event loops. Immutable once started. */
public final class Loops {

    private static final int LAST_TURNS = 1_000;

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final List<Loop> all = new ArrayList<>();
    private final Ticker ticker;
    private final BacklogBound backlogs;

    /** What the loops are made with. */
    public record Means(ThreadFactory threads, Ticker ticker, InstantSource clock, SplittableRandom random) {}

    public Loops(Transport transport, int count, Means means) {
        this.transport = transport;
        this.ticker = means.ticker();
        this.group = new MultiThreadIoEventLoopGroup(count, means.threads(), transport.handlers());
        // The other half is for what is being read or encrypted, and for what buffers have too much.
        this.backlogs = new BacklogBound(count, PlatformDependent.maxDirectMemory() / 2);
        for (EventExecutor executor : group) {
            all.add(new Loop(all.size(), (EventLoop) executor, backlogs, means));
        }
    }

    /** Lets the loops' timers run. */
    public void start() {
        all.forEach(loop -> loop.executor().execute(loop::start));
    }

    public Transport transport() {
        return transport;
    }

    public MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** The bound for what waits for its readers on all loops. */
    public BacklogBound backlogs() {
        return backlogs;
    }

    public List<Loop> all() {
        return all;
    }

    /** What all of them tell the time by. */
    public Ticker ticker() {
        return ticker;
    }

    /** The loop of a channel. */
    public Loop of(EventExecutor executor) {
        for (Loop loop : all) {
            if (loop.executor() == executor) {
                return loop;
            }
        }
        throw new IllegalArgumentException("not one of the gateway's event loops: " + executor);
    }

    /** Ends the loops; what still runs on them gets a moment. */
    public void stop() {
        // io_uring ends what was closed some turns of the loop later.
        int turns = 0;
        while (turns < LAST_TURNS && !all.stream().allMatch(Loops::hasNothingOpen)) {
            turns++;
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private static boolean hasNothingOpen(Loop loop) {
        Future<Boolean> done = loop.executor().submit(loop::cutOpened);
        return done.awaitUninterruptibly(1, TimeUnit.SECONDS) && done.isSuccess() && done.getNow();
    }
}
