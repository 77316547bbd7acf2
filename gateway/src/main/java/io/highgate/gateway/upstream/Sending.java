package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure.Sent;
import io.highgate.gateway.exchange.Holding;
import io.highgate.gateway.flow.BodyTap;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.RequestTimeout;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The half of an attempt that hands the request on: over one lane, or over another one from the
 * beginning as long as all of the body so far is held. A supertype, so that a request costs one
 * object. Confined to one event loop.
 */
abstract class Sending extends Waiting implements UpstreamStream {

    private final Exchange exchange;
    private final Duration perTry;
    private final Retries retries;

    private @Nullable HeaderName timeLeft;
    private @Nullable Lane lane;
    private @Nullable Replay replay;
    private int lanes;
    private boolean joined;
    private boolean requestDone;
    private boolean unheard;

    Sending(Exchange exchange, Duration perTry, Retries retries) {
        super(exchange.loop(), exchange.times().began());
        this.exchange = exchange;
        this.retries = retries;
        this.perTry = perTry;
    }

    final Exchange exchange() {
        return exchange;
    }

    /** Whether the client would be told of its end; another one for the same answer would not. */
    final boolean leads() {
        return exchange.upstream() == this;
    }

    /** Where the answer is read into. */
    abstract ResponseHead response();

    /** Whether nobody waits for it any more. */
    abstract boolean isSettled();

    abstract boolean isAnswered();

    /** The request cannot be sent on. */
    abstract void cutOff(Sent sent);

    final @Nullable Lane lane() {
        return lane;
    }

    /** How many lanes it has had. */
    final int lanes() {
        return lanes;
    }

    /** Whether all of the request has been given to the lane, and the endpoint may have read it. */
    final boolean isRequestSent() {
        return requestDone && !unheard;
    }

    final boolean isRequestDone() {
        return requestDone;
    }

    /** Whether the endpoint has closed its ear. */
    final boolean isUnheard() {
        return unheard;
    }

    /** Sends the request, or what is held of it, over the lane; the body goes on from there. */
    final void serve(Lane on) {
        lane = on;
        if (lanes++ > 0 && !maySendAgain()) {
            cutOff(Sent.MAYBE);
            return;
        }
        tellTimeLeft();
        if (leads()) {
            exchange.times().sent(exchange.loop().nanos());
        }
        on.begin((Attempt) this);
        if (exchange.request().bodyLength() == RequestHead.NO_BODY) {
            requestDone = true;
            await(perTry);
            on.flush();
        } else {
            await(exchange.entrance().timeouts().idle());
            sendBody(on);
        }
    }

    /** The endpoint is told in this field how much time is left. */
    final void tellTimeLeftIn(HeaderName name) {
        timeLeft = name;
    }

    /** Waits for its answer, and lets the endpoint wait, as the other does. */
    final void sendAs(Sending other) {
        waitAs(other);
        timeLeft = other.timeLeft;
    }

    final Duration perTry() {
        return perTry;
    }

    private void tellTimeLeft() {
        HeaderName in = timeLeft;
        if (!hasLimit()) {
            return;
        }
        if (in != null) {
            exchange.request().headers().set(in, RequestTimeout.write(left()));
        }
        if (Grpc.speaks(exchange.request().headers())) {
            exchange.request().headers().set(HeaderName.GRPC_TIMEOUT, Grpc.timeout(Math.max(left(), 1)));
        }
    }

    private void sendBody(Lane to) {
        boolean mayDieUnnoticed = to.wasUsed() && exchange.request().method().isIdempotent();
        boolean mayFail = retries.count() > 0 && retries.isHarmless(exchange.request());
        if (!joined && (mayDieUnnoticed || mayFail || to.mayTurnAway())) {
            replay = new Replay(exchange.loop().backlog(), retries.replay());
        }
        if (joined && replay != null && replay.sendTo(to)) {
            await(perTry);
        }
        to.flush();
        if (!joined) {
            joined = true;
            Holding.join(exchange, this);
        } else {
            writable();
        }
    }

    @Override
    public final void data(ByteBuf octets) {
        if (isSettled()) {
            octets.release();
            return;
        }
        moved();
        BodyTap tap = exchange.tap();
        if (tap != null) {
            tap.data(octets);
        }
        if (replay != null) {
            replay.hold(octets);
        }
        if (lane == null) {
            octets.release();
        } else {
            lane.data(octets);
        }
    }

    @Override
    public final void flush() {
        if (lane != null) {
            lane.flush();
        }
    }

    @Override
    public final void end(@Nullable Headers trailers) {
        if (isSettled()) {
            return;
        }
        requestDone = true;
        BodyTap tap = exchange.tap();
        if (tap != null) {
            tap.end(trailers);
        }
        if (replay != null) {
            replay.end(trailers);
        }
        if (lane != null) {
            lane.end(trailers);
            lane.flush();
            if (!isAnswered() && !unheard && !isSettled()) {
                await(perTry);
            }
        }
    }

    /** Both sides have agreed on a WebSocket: the request has no end yet. */
    final void goOn() {
        requestDone = false;
        if (lane != null) {
            lane.goOn();
        }
    }

    @Override
    public final boolean isWritable() {
        return lane != null && lane.isWritable();
    }

    /** The lane takes more again. */
    final void writable() {
        if (!requestDone) {
            exchange.client().resumeBody();
        }
    }

    /** The lane takes no more. */
    final void unheard() {
        unheard = true;
    }

    /** Whether all that was sent of the request is at hand. */
    final boolean maySendAgain() {
        return exchange.request().bodyLength() == RequestHead.NO_BODY || !joined || replay != null && replay.isWhole();
    }

    /** The request need not be sent again. */
    final void forgetBody() {
        if (replay != null) {
            replay.giveUp();
        }
    }

    final void leaveLane(boolean clean) {
        Lane used = lane;
        lane = null;
        unheard = false;
        if (used != null) {
            used.leave(clean);
        }
    }
}
