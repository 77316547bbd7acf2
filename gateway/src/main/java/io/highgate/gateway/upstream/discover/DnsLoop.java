package io.highgate.gateway.upstream.discover;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that DNS is asked on, apart from those of requests. It has the JDK's sockets whatever
 * the others have: a socket over io_uring loses the buffer of a read that is under way when its loop
 * ends. Made when there is somebody to ask. Thread-safe.
 */
final class DnsLoop implements AutoCloseable {

    private final ThreadFactory threads;
    private @Nullable EventLoopGroup group;

    DnsLoop(ThreadFactory threads) {
        this.threads = threads;
    }

    synchronized EventLoop get() {
        EventLoopGroup current = group;
        if (current == null) {
            current = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
            group = current;
        }
        return current.next();
    }

    /** Closes the sockets that are still open, and ends the thread. */
    @Override
    public synchronized void close() {
        if (group != null) {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
            group = null;
        }
    }
}
