package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.SocketTally;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.flow.socket.Control;
import io.highgate.gateway.flow.socket.Relay;
import io.highgate.gateway.http.Headers;
import io.highgate.model.spec.TimeoutsSpec;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket between a client and an endpoint. Frames pass as they come; a side that is
 * silent is asked for a sign of life, one that says nothing for too long is left. Confined to one
 * event loop.
 *
 * <pre>
 * open -idle, or the gateway goes-> leaving (close 1001 to both) -an end, or a moment-> over
 *   |___the endpoint ends, or the client does and then the endpoint___________________^
 * </pre>
 */
final class Socket extends Timeout implements UpstreamStream {

    /** What both sides get to answer our close frame. */
    private static final long LAST_WORDS = Duration.ofSeconds(1).toNanos();

    private final Attempt attempt;
    private final Exchange exchange;
    private final Loop loop;
    private final SocketTally tally;
    private final Relay toEndpoint;
    private final Relay toClient;
    private long said;
    private long clientTouched;
    private long endpointTouched;
    private long endpointTook;
    private boolean clientEnded;
    private boolean leaving;

    Socket(Attempt attempt, SocketTally tally) {
        this.attempt = attempt;
        this.exchange = attempt.exchange();
        this.loop = exchange.loop();
        this.tally = tally;
        this.toEndpoint = new Relay(loop.allocator(), attempt::data);
        this.toClient = new Relay(loop.allocator(), exchange.client()::data);
    }

    /** From now on both sides may speak. */
    void begin() {
        said = loop.nanos();
        clientTouched = said;
        endpointTouched = said;
        endpointTook = said;
        exchange.upstream(this);
        wakeUp(said);
        exchange.client().joinBody(this);
    }

    /** Whether someone has said goodbye. */
    boolean isClosing() {
        return tally.isClosing();
    }

    // ---- what the endpoint says ----

    void received(ByteBuf octets) {
        int count = octets.readableBytes();
        moved(toClient.take(octets));
        tally.out(count, toClient.frames().takeMessages());
        tally.closing(toClient.frames().closeCode());
    }

    @Override
    public void resume() {
        attempt.resume();
    }

    // ---- what the client says ----

    @Override
    public void data(ByteBuf octets) {
        int count = octets.readableBytes();
        moved(toEndpoint.take(octets));
        endpointTook = loop.nanos();
        tally.in(count, toEndpoint.frames().takeMessages());
        tally.closing(toEndpoint.frames().closeCode());
    }

    /** Something came from one side, and most of the time went to the other. */
    private void moved(boolean passed) {
        long now = loop.nanos();
        clientTouched = now;
        endpointTouched = now;
        if (passed) {
            said = now;
        }
    }

    @Override
    public void flush() {
        attempt.flush();
    }

    @Override
    public void end(@Nullable Headers trailers) {
        clientEnded = true;
        toEndpoint.end();
        attempt.end(null);
        wakeUp(loop.nanos());
    }

    @Override
    public boolean isWritable() {
        return attempt.isWritable();
    }

    // ---- how it ends ----

    @Override
    public void goAway() {
        if (leaving) {
            return;
        }
        leaving = true;
        tally.closing(Control.GOING_AWAY);
        toClient.leave(Control.close(loop.allocator(), Control.GOING_AWAY, 0));
        toEndpoint.leave(Control.close(loop.allocator(), Control.GOING_AWAY, mask()));
        loop.timers().arm(this, LAST_WORDS);
        attempt.flush();
        exchange.client().flush();
    }

    @Override
    public void cancel() {
        attempt.cancel();
    }

    /** Nobody listens any more. */
    void stop() {
        loop.timers().cancel(this);
        toClient.stop();
        toEndpoint.stop();
    }

    // ---- silence ----

    @Override
    protected void fire() {
        long now = loop.nanos();
        if (leaving) {
            attempt.ended(null);
        } else if (!isWritable() && now - endpointTook >= timeouts().idle().toNanos() && !clientEnded) {
            attempt.stuck();
        } else if (now - said >= patience()) {
            goAway();
        } else {
            ping(now);
            wakeUp(now);
        }
    }

    private TimeoutsSpec timeouts() {
        return exchange.entrance().timeouts();
    }

    /** Behind a close frame, or when one side has gone, the other has not long to say. */
    private long patience() {
        boolean ending = clientEnded || isClosing();
        return (ending ? timeouts().idle() : timeouts().webSocketIdle()).toNanos();
    }

    private void ping(long now) {
        long interval = timeouts().webSocketPing().toNanos();
        if (clientEnded || isClosing()) {
            return;
        }
        if (now - clientTouched >= interval) {
            clientTouched = now;
            if (attempt.clientTakesMore()) {
                ping(toClient, toEndpoint, 0);
                exchange.client().flush();
            }
        }
        if (now - endpointTouched >= interval) {
            endpointTouched = now;
            if (isWritable()) {
                ping(toEndpoint, toClient, mask());
                attempt.flush();
            }
        }
    }

    private void ping(Relay there, Relay back, int mask) {
        if (there.mayInsert()) {
            long payload = loop.random().nextLong();
            back.expectPong(payload);
            there.insert(Control.ping(loop.allocator(), payload, mask));
        }
    }

    private int mask() {
        return loop.random().nextInt() | 1;
    }

    private void wakeUp(long now) {
        if (leaving) {
            return;
        }
        long interval = timeouts().webSocketPing().toNanos();
        long next = Math.min(patience() - (now - said), timeouts().idle().toNanos());
        next = Math.min(next, interval - (now - Math.min(clientTouched, endpointTouched)));
        loop.timers().arm(this, Math.max(next, 1));
    }
}
