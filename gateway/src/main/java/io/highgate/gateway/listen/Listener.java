package io.highgate.gateway.listen;

import io.highgate.base.life.Tally;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.flow.backlog.OutletHandler;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.tls.NameChoice;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.model.spec.ListenerSpec;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.uring.HungUpReader;
import java.io.IOException;
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
    private volatile String name;
    private volatile boolean proxied;
    private volatile boolean takesHttp2;
    private final Visitors visitors;
    private final Entrance entrance;
    private final Loops loops;
    private final Tally connections = new Tally();
    private final LongAdder accepted = new LongAdder();
    private final List<Set<ClientConnection>> open = new ArrayList<>();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private volatile @Nullable ServerTls tls;
    private final ListeningSocket socket;

    public Listener(ListenerSpec spec, Entrance entrance, Loops loops) {
        this.name = spec.name();
        this.proxied = isProxied(spec);
        this.takesHttp2 = spec.takesHttp2();
        this.visitors = new Visitors(entrance);
        this.entrance = entrance;
        this.loops = loops;
        this.socket = new ListeningSocket(spec.bind(), loops, new Accept());
        loops.all().forEach(loop -> open.add(new LinkedHashSet<>()));
    }

    /** Where it listens. */
    public ListeningSocket socket() {
        return socket;
    }

    /**
     * Opens the port, but accepts only when its {@link #socket} is told to.
     *
     * @throws IOException naming the address, if it is taken or not ours
     */
    public void open(Inheritance inherited) throws IOException {
        socket.open(name, inherited);
    }

    /**
     * Opens the port and accepts.
     *
     * @throws IOException as {@link #open}
     */
    public void start() throws IOException {
        open(Inheritance.none());
        socket.accept(true);
    }

    public String name() {
        return name;
    }

    /** The port that was bound. */
    public int port() {
        return socket.port();
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
        takesHttp2 = spec.takesHttp2();
    }

    /** Whether a new connection may speak HTTP/2. */
    boolean takesHttp2() {
        return takesHttp2;
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

    /** Closes connections behind the answer under way, or the next one that comes soon. */
    public void drain() {
        for (Loop loop : loops.all()) {
            loop.executor().execute(() -> List.copyOf(open.get(loop.index())).forEach(ClientConnection::drain));
        }
    }

    /** Closes what has no end of its own. */
    public void goAway() {
        for (Loop loop : loops.all()) {
            loop.executor().execute(() -> List.copyOf(open.get(loop.index())).forEach(ClientConnection::goAway));
        }
    }

    /** Accepts no more; connections live on. */
    public void stop() {
        socket.close();
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
            HungUpReader.watch(client);
            OutletHandler.watch(client, loop.backlog(), entrance.side());
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
