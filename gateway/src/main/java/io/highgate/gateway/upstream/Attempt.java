package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Failure.Sent;
import io.highgate.gateway.flow.Chunks;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.tls.ClientTls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One try to get an answer from one endpoint. Settles once: answered in full, failed or cancelled;
 * after that nothing reaches the exchange any more. Confined to one event loop.
 *
 * <pre>
 * connecting -> sending -> waiting -> receiving -> settled
 * </pre>
 */
final class Attempt extends Timeout implements UpstreamStream {

    private final Exchange exchange;
    private final Upstream upstream;
    private final Endpoint endpoint;
    private final Duration perTry;

    private @Nullable UpstreamConnection connection;
    private boolean reused;
    private boolean requestDone;
    private boolean answered;
    private boolean settled;
    private long began;
    private long moved;

    Attempt(Exchange exchange, Upstream upstream, Endpoint endpoint, Duration perTry) {
        this.exchange = exchange;
        this.upstream = upstream;
        this.endpoint = endpoint;
        this.perTry = perTry;
    }

    // ---- from the connection's first byte to the request's last ----

    void begin() {
        exchange.upstream(this);
        exchange.endpoint(endpoint.toString(), upstream.tls() != null);
        endpoint.began();
        began = exchange.loop().nanos();
        UpstreamConnection idle = endpoint.pool(exchange.loop()).take(upstream.tls());
        if (idle != null) {
            send(idle);
        } else {
            connect();
        }
    }

    private void connect() {
        InetSocketAddress to = endpoint.resolved();
        if (to == null) {
            fail(new Failure.NoEndpoint(upstream.name(), "the name of " + endpoint + " does not resolve"));
        } else if (!endpoint.mayConnect(upstream.spec().maxConnections())) {
            fail(new Failure.Overloaded("upstreams." + upstream.name() + ".maxConnections"));
        } else {
            ChannelFuture opening = Connecting.open(exchange.loop(), upstream, endpoint, to);
            if (opening.isDone()) {
                connected(opening);
            } else {
                opening.addListener(done -> connected(opening));
            }
        }
    }

    private void connected(ChannelFuture opening) {
        if (!opening.isSuccess()) {
            if (!settled) {
                fail(Connecting.failure(endpoint, opening.cause()));
            }
            return;
        }
        UpstreamConnection opened = Connecting.connection(opening.channel());
        if (settled) {
            opened.close();
        } else {
            send(opened);
        }
    }

    private void send(UpstreamConnection to) {
        connection = to;
        reused = to.wasUsed();
        RequestHead request = exchange.request();
        to.serve(this, exchange.response(), request.method());
        exchange.times().sent(exchange.loop().nanos());
        Channel channel = to.channel();
        channel.write(Requests.head(exchange, upstream, endpoint), channel.voidPromise());
        if (request.bodyLength() == RequestHead.NO_BODY) {
            requestDone = true;
            arm(perTry);
            channel.flush();
        } else {
            arm(exchange.entrance().timeouts().idle());
            exchange.client().joinBody(this);
        }
    }

    @Override
    public void data(ByteBuf octets) {
        UpstreamConnection to = connection;
        if (settled || to == null) {
            octets.release();
            return;
        }
        moved = exchange.loop().nanos();
        Channel channel = to.channel();
        if (exchange.request().bodyLength() == RequestHead.CHUNKED) {
            channel.write(Chunks.size(channel.alloc(), octets.readableBytes()), channel.voidPromise());
            channel.write(octets, channel.voidPromise());
            channel.write(Chunks.afterData(), channel.voidPromise());
        } else {
            channel.write(octets, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        if (connection != null && !settled) {
            connection.channel().flush();
        }
    }

    @Override
    public void end(@Nullable Headers trailers) {
        UpstreamConnection to = connection;
        if (settled || to == null) {
            return;
        }
        requestDone = true;
        Channel channel = to.channel();
        if (exchange.request().bodyLength() == RequestHead.CHUNKED) {
            channel.write(Chunks.last(channel.alloc(), trailers), channel.voidPromise());
        }
        channel.flush();
        if (!answered) {
            arm(perTry);
        }
    }

    @Override
    public boolean isWritable() {
        return connection != null && connection.channel().isWritable();
    }

    void writable() {
        if (!requestDone) {
            exchange.client().resumeBody();
        }
    }

    // ---- the answer ----

    Method method() {
        return exchange.request().method();
    }

    void informed(ResponseHead interim) {
        ConnectionField.removeHopByHop(interim.headers());
        exchange.client().inform(interim);
    }

    void answered() {
        answered = true;
        exchange.times().answered(exchange.loop().nanos());
        arm(exchange.entrance().timeouts().idle());
        exchange.entrance().answered(exchange);
    }

    void received(ByteBuf octets) {
        moved = exchange.loop().nanos();
        exchange.client().data(octets);
    }

    void receivedAll() {
        if (answered && !settled) {
            exchange.client().flush();
            if (!settled && connection != null && !exchange.client().isWritable()) {
                connection.read(false);
            }
        }
    }

    @Override
    public void resume() {
        if (connection != null && !settled) {
            moved = exchange.loop().nanos();
            connection.read(true);
        }
    }

    void ended(@Nullable Headers trailers) {
        settle(false, requestDone);
        exchange.client().end(trailers);
    }

    // ---- what can go wrong ----

    /** The endpoint closed the connection before the answer was complete. */
    void closed() {
        UpstreamConnection from = connection;
        boolean heard = from == null || from.hasHeard();
        if (reused && !heard && mayRepeat()) {
            // It was closed while it lay idle; the endpoint has not seen the request.
            settle(false, false);
            new Attempt(exchange, upstream, endpoint, perTry).begin();
        } else {
            fail(new Failure.UpstreamReset(endpoint.toString(), answered ? Sent.ANSWERED : Sent.MAYBE));
        }
    }

    private boolean mayRepeat() {
        return method().isIdempotent() && exchange.request().bodyLength() == RequestHead.NO_BODY;
    }

    void malformed(String reason) {
        fail(new Failure.UpstreamMalformed(endpoint.toString(), reason));
    }

    /** The endpoint ended the connection with an alert, as for a client certificate that it does not like. */
    void distrusted(Throwable cause) {
        fail(ClientTls.failure(endpoint.toString(), cause));
    }

    /** The time for the head of the answer is up, or nothing moved for too long. */
    @Override
    protected void fire() {
        if ((answered || !requestDone) && mayStillMove()) {
            return;
        }
        fail(new Failure.UpstreamTimeout(endpoint.toString(), answered ? Sent.ANSWERED : Sent.MAYBE));
    }

    /** While a body streams, time counts from the last octet; a client that does not read is not our wait. */
    private boolean mayStillMove() {
        long idle = exchange.entrance().timeouts().idle().toNanos();
        if (!exchange.client().isWritable()) {
            moved = exchange.loop().nanos();
        }
        long still = idle - (exchange.loop().nanos() - moved);
        if (still > 0) {
            exchange.loop().timers().arm(this, still);
        }
        return still > 0;
    }

    private void fail(Failure failure) {
        settle(failure.side() == Failure.Side.UPSTREAM, false);
        exchange.upstream(null);
        if (answered) {
            exchange.failure(failure);
            exchange.client().breakOff();
        } else {
            exchange.response().headers().clear();
            exchange.entrance().refuse(exchange, failure);
        }
    }

    @Override
    public void cancel() {
        if (!settled) {
            settle(false, false);
        }
    }

    private void settle(boolean failed, boolean clean) {
        settled = true;
        exchange.loop().timers().cancel(this);
        endpoint.settled(exchange.loop(), failed, exchange.loop().nanos() - began);
        UpstreamConnection used = connection;
        connection = null;
        if (used != null) {
            used.leave(clean, upstream.spec().keepAlive());
        }
    }

    private void arm(Duration time) {
        moved = exchange.loop().nanos();
        exchange.loop().timers().arm(this, time.toNanos());
    }
}
