package io.highgate.gateway.upstream.mirror;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.upstream.mirror.Mirror.Outcome;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a request, and the client that nobody is: it is sent when its body is whole, and the
 * answer is thrown away. Holds its configuration until it is over, which is told once. Confined to
 * one event loop.
 *
 * <pre>
 * holding -> sending -> over
 *    |                   ^
 *    +-------------------+   too large, no buffers, or the original was not whole
 * </pre>
 */
final class Copy implements ClientStream {

    private final Mirror mirror;
    private final Loop loop;
    private final RequestHead head;
    private final HeldBody body;
    private final Seat seat;
    private final String client;

    private @Nullable Exchange exchange;
    private boolean over;

    private Copy(Mirror mirror, Exchange original) {
        this.mirror = mirror;
        this.loop = original.loop();
        this.head = original.request().copy(loop.takeHeaders());
        this.body = new HeldBody(this, loop.backlog(), mirror.spec().body().toInt());
        CopyEntrance entrance = new CopyEntrance(original.entrance(), this);
        this.seat =
                new Seat(loop, entrance, this, original.peer(), original.match().of(head));
        this.client = original.clientAddress();
    }

    /** Copies a request that is about to be sent on: sends the copy, or waits for its body. */
    static void begin(Mirror mirror, Exchange original) {
        Copy copy = new Copy(mirror, original);
        mirror.means().hold().enter(copy.loop.index());
        copy.head.headers().remove(HeaderName.EXPECT);
        copy.head.headers().set(Mirror.FIELD, mirror.tell());
        if (copy.head.bodyLength() == RequestHead.NO_BODY) {
            copy.sendSoon();
        } else {
            original.tap(copy.body);
        }
    }

    /** Behind the original, which is still being sent. */
    void sendSoon() {
        loop.execute(this::send);
    }

    private void send() {
        if (over) {
            return;
        }
        Exchange begun = new Exchange(
                seat, head); // its time begins now; the subset and circuit of the route are those of other upstreams
        begun.clientAddress(client);
        exchange = begun;
        Verdict verdict = mirror.means()
                .forwarding()
                .forwardCopy(begun, mirror.spec().upstream(), mirror.spec().timeout());
        if (verdict instanceof Verdict.Reject) {
            over(Outcome.FAILED);
        }
    }

    /** Nothing more is done for it; told once. */
    void over(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        body.drop();
        if (exchange != null) {
            exchange.cancelUpstream();
            exchange.end();
        }
        loop.giveHeaders(head.headers());
        mirror.means().hold().leave(loop.index());
        mirror.over(outcome);
    }

    // ---- what the upstream says ----

    @Override
    public void joinBody(UpstreamStream upstream) {
        body.sendTo(upstream);
    }

    @Override
    public void resumeBody() {}

    @Override
    public void inform(ResponseHead interim) {}

    @Override
    public void answer(Reply reply, boolean last) {
        over(Outcome.FAILED);
    }

    @Override
    public void respond(ResponseHead answered) {}

    @Override
    public void open(ResponseHead answered) {
        over(Outcome.FAILED);
    }

    @Override
    public void data(ByteBuf octets) {
        octets.release();
    }

    @Override
    public void flush() {}

    @Override
    public void end(@Nullable Headers trailers) {
        over(Outcome.ANSWERED);
    }

    @Override
    public void breakOff() {
        over(Outcome.FAILED);
    }

    @Override
    public boolean isWritable() {
        return true;
    }
}
