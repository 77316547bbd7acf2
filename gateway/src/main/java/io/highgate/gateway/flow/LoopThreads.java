package io.highgate.gateway.flow;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for event loops, numbered from 0. Netty reuses the objects that it makes for each write and
 * each buffer on its own kind of threads only. Thread-safe.
 */
public final class LoopThreads implements ThreadFactory {

    private final String name;
    private final boolean daemon;
    private final UncaughtExceptionHandler lost;
    private final AtomicInteger made = new AtomicInteger();

    /**
     * @param name what their names begin with
     * @param daemon whether the process may end while they run
     * @param lost called when one ends by an exception
     */
    public LoopThreads(String name, boolean daemon, UncaughtExceptionHandler lost) {
        this.name = name;
        this.daemon = daemon;
        this.lost = lost;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, name + made.getAndIncrement());
        thread.setDaemon(daemon);
        thread.setUncaughtExceptionHandler(lost);
        return thread;
    }
}
