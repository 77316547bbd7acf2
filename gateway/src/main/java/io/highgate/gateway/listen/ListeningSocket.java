package io.highgate.gateway.listen;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.listen.port.OpenPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a {@link Listener}: opened here or by someone else before, accepting or not, given
 * away or closed. While it does not accept, connections wait in the kernel. Thread-safe.
 */
public final class ListeningSocket {

    private static final int BACKLOG = 4096;

    /** Milliseconds: many turns of an event loop. */
    private static final int SETTLING = 50;

    /**
     * From when on an answer waits for its client: above the largest single read, so that a client
     * that keeps up is not paused by each; it counts for every connection.
     */
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 80 * 1024);

    private final HostPort bind;
    private final Loops loops;
    private final ChannelHandler accepted;
    private volatile @Nullable Channel channel;

    ListeningSocket(HostPort bind, Loops loops, ChannelHandler accepted) {
        this.bind = bind;
        this.loops = loops;
        this.accepted = accepted;
    }

    /**
     * Adopts the socket that was inherited under that name or address, else binds one.
     *
     * @throws BindException naming the address, if it is taken or not ours
     */
    void open(String name, Inheritance inherited) throws IOException {
        OpenPort port = inherited.take(name, bind);
        ServerBootstrap server = bootstrap();
        ChannelFuture opened = port == null
                ? server.channel(loops.transport().server()).bind(new InetSocketAddress(bind.host(), bind.port()))
                : server.channelFactory(() -> loops.transport().adopt(port.adopt()))
                        .register();
        if (!opened.awaitUninterruptibly().isSuccess()) {
            BindException failure = new BindException("cannot listen on " + bind + " (listener " + name + "): "
                    + (opened.cause() == null ? "cancelled" : opened.cause().getMessage()));
            failure.initCause(opened.cause());
            throw failure;
        }
        channel = opened.channel();
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loops.group())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(accepted);
    }

    /** Accepts from now on, or no more. */
    public void accept(boolean accepts) {
        Channel open = channel;
        if (open != null) {
            open.eventLoop().submit(() -> open.config().setAutoRead(accepts)).awaitUninterruptibly();
        }
    }

    /**
     * Lets go of the port, which someone else keeps open. An accept that was under way has come to
     * its end by then: io_uring tells of a connection in a turn after the accept was cancelled, and
     * a closed channel would drop it.
     */
    public void leave() {
        Channel open = channel;
        if (open != null) {
            accept(false);
            open.eventLoop().schedule(() -> open.close(), SETTLING, TimeUnit.MILLISECONDS);
            open.closeFuture().awaitUninterruptibly();
        }
    }

    /** Closes it at once. */
    void close() {
        Channel open = channel;
        if (open != null) {
            open.close().awaitUninterruptibly();
        }
    }

    /** The address that was asked for. */
    public HostPort bind() {
        return bind;
    }

    /** The port that was bound. */
    int port() {
        Channel open = channel;
        return open == null ? bind.port() : ((InetSocketAddress) open.localAddress()).getPort();
    }

    /** What another process can be given; -1 if the transport has nothing of the kind. */
    public int descriptor() {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }
}
