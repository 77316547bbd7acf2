package io.highgate.gateway.listen;

import io.highgate.base.life.Tally;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.HostPort;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.tls.NameChoice;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.model.spec.ListenerSpec;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port where clients connect. Thread-safe. */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 4096;

    /**
     * From when on an answer waits for its client: above the largest single read, so that a client
     * that keeps up is not paused by each; it counts for every connection.
     */
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(32 * 1024, 80 * 1024);

    private volatile String name;
    private final HostPort bind;
    private volatile boolean proxied;
    private final Visitors visitors;
    private final Entrance entrance;
    private final Loops loops;
    private final Tally connections = new Tally();
    private final LongAdder accepted = new LongAdder();
    private final List<Set<ClientConnection>> open = new ArrayList<>();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private volatile @Nullable ServerTls tls;
    private @Nullable Channel channel;

    public Listener(ListenerSpec spec, Entrance entrance, Loops loops) {
        this.name = spec.name();
        this.bind = spec.bind();
        this.proxied = isProxied(spec);
        this.visitors = new Visitors(entrance);
        this.entrance = entrance;
        this.loops = loops;
        loops.all().forEach(loop -> open.add(new LinkedHashSet<>()));
    }

    /**
     * Binds and accepts.
     *
     * @throws BindException naming the address, if it is taken or not ours
     */
    public void start() throws IOException {
        ServerBootstrap server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.transport().server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new Accept());
        ChannelFuture bound =
                server.bind(new InetSocketAddress(bind.host(), bind.port())).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            BindException failure = new BindException("cannot listen on " + bind + " (listener " + name + "): "
                    + (bound.cause() == null ? "cancelled" : bound.cause().getMessage()));
            failure.initCause(bound.cause());
            throw failure;
        }
        channel = bound.channel();
    }

    public String name() {
        return name;
    }

    /** The port that was bound. */
    public int port() {
        return channel == null ? bind.port() : ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Connections open now. */
    public int connections() {
        return connections.count();
    }

    /** Waits until every connection is closed, and with it every answer written. */
    public boolean awaitClosed(Ticker ticker, long deadline) throws InterruptedException {
        return connections.awaitNone(ticker, deadline);
    }

    /** Connections accepted so far. */
    public long accepted() {
        return accepted.sum();
    }

    /** Connections closed at once for that reason. */
    public long refused(Refusal reason) {
        return visitors.refused(reason);
    }

    private static boolean isProxied(ListenerSpec spec) {
        return spec.proxyProtocol() == ListenerSpec.ProxyProtocol.REQUIRED;
    }

    /** What a later configuration says of the same socket, for connections from now on. */
    public void follow(ListenerSpec spec) {
        name = spec.name();
        proxied = isProxied(spec);
    }

    /** How new connections are encrypted from now on; null for cleartext. */
    public void secure(@Nullable ServerTls next) {
        tls = next;
    }

    /** How connections are encrypted, or null. */
    public @Nullable ServerTls security() {
        return tls;
    }

    /** What is offered by ALPN on a listener that wants these protocols. */
    public static List<String> offered(List<ListenerSpec.Protocol> wanted) {
        return Negotiated.offered(wanted);
    }

    /** TLS handshakes completed so far. */
    public long handshakes() {
        return handshakes.sum();
    }

    /** TLS handshakes that failed so far. */
    public long failedHandshakes() {
        return failedHandshakes.sum();
    }

    /** Closes idle connections, and the others behind the answer under way. */
    public void drain() {
        for (Loop loop : loops.all()) {
            loop.executor().execute(() -> List.copyOf(open.get(loop.index())).forEach(ClientConnection::drain));
        }
    }

    /** Accepts no more; connections live on. */
    public void stop() {
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
    }

    void opened(ClientConnection connection, Loop loop) {
        open.get(loop.index()).add(connection);
    }

    void closed(ClientConnection connection, Loop loop) {
        open.get(loop.index()).remove(connection);
    }

    void handshakeDone() {
        handshakes.increment();
    }

    /** The whole internet tries handshakes: they are counted, and told at debug level only. */
    void handshakeFailed(@Nullable Throwable cause) {
        failedHandshakes.increment();
        LOG.debug("a TLS handshake on listener {} failed: {}", name, String.valueOf(cause));
    }

    void broken(Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a client connection broke: {}", cause.toString());
        } else {
            LOG.error("a client connection met a defect", cause);
        }
    }

    /** Counts a new connection in and out, and sets it up; sharable because it keeps nothing of it. */
    @io.netty.channel.ChannelHandler.Sharable
    private final class Accept extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel client) {
            if (connections.arrive() > entrance.limits().connections()) {
                connections.leave();
                visitors.refuse(client, Refusal.CONNECTIONS);
                return;
            }
            accepted.increment();
            client.closeFuture().addListener(done -> connections.leave());
            Loop loop = loops.of(client.eventLoop());
            if (proxied) {
                ProxyHeader.require(
                        client.pipeline(), visitors, loop, entrance.timeouts().headerRead());
            } else if (!(client.remoteAddress() instanceof InetSocketAddress remote)
                    || !visitors.admit(client, remote.getAddress())) {
                client.close();
                return;
            }
            ServerTls secure = tls;
            if (secure == null) {
                client.pipeline().addLast(new Http1Handler(Listener.this, entrance, loop, null));
            } else {
                NameChoice choice = new NameChoice(Listener.this::security, secure);
                client.pipeline().addLast(new FirstOctet(loop), choice, new Negotiated(Listener.this, entrance, loop));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            broken(cause);
            context.close();
        }
    }
}
