package io.highgate.gateway.upstream;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question to an endpoint whether it is well. It takes the way that requests take, so that what
 * is found out holds for them: the same protocol, the same encryption. Confined to one event loop.
 */
final class Probe implements ClientStream, Entrance {

    /** More of an answer is not looked at. */
    private static final int MOST = 64 * 1024;

    private static final Peer NOBODY = Peer.of(new InetSocketAddress(0), new InetSocketAddress(0));

    private final Means means;
    private final ProbeQuestion question;
    private final Consumer<@Nullable String> result;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Exchange exchange;
    private int status;
    private boolean over;

    /** What a probe needs of the gateway. */
    record Means(LimitsSpec limits, TimeoutsSpec timeouts, Loop loop) {}

    /**
     * Asks.
     *
     * @param result gets null if the endpoint is well, else what is wrong; once
     */
    static void ask(Upstream view, ProbeQuestion question, Means means, Consumer<@Nullable String> result) {
        new Probe(means, question, result).begin(view);
    }

    private Probe(Means means, ProbeQuestion question, Consumer<@Nullable String> result) {
        this.means = means;
        this.question = question;
        this.result = result;
        Loop loop = means.loop();
        RequestHead head = new RequestHead(loop.takeHeaders());
        question.write(head);
        exchange = new Exchange(new Seat(loop, this, this, NOBODY, new RouteMatch()), head);
    }

    private void begin(Upstream view) {
        Attempt attempt = new Attempt(exchange, view, question.timeout());
        attempt.limit(question.timeout().toNanos());
        attempt.begin();
    }

    private void over(@Nullable String problem) {
        if (!over) {
            over = true;
            exchange.loop().execute(() -> {
                exchange.cancelUpstream();
                exchange.end();
                exchange.loop().giveHeaders(exchange.request().headers());
                result.accept(problem);
            });
        }
    }

    // ---- the answer ----

    @Override
    public void answered(Exchange of) {
        status = of.response().status();
    }

    @Override
    public void refuse(Exchange of, Failure failure) {
        over(question.says(failure));
    }

    @Override
    public void data(ByteBuf octets) {
        int wanted = Math.min(octets.readableBytes(), MOST - body.size());
        byte[] part = new byte[wanted];
        octets.readBytes(part);
        octets.release();
        body.writeBytes(part);
        if (body.size() >= MOST) {
            over(question.judge(status, body.toByteArray(), null));
        }
    }

    @Override
    public void end(@Nullable Headers trailers) {
        over(question.judge(
                status,
                body.toByteArray(),
                trailers == null ? exchange.response().headers() : trailers));
    }

    @Override
    public void breakOff() {
        over("the answer broke off");
    }

    // ---- the question ----

    @Override
    public void joinBody(UpstreamStream upstream) {
        upstream.data(question.body(exchange.loop().allocator()));
        upstream.end(null);
        upstream.flush();
    }

    @Override
    public void resumeBody() {}

    // ---- what no probe has ----

    @Override
    public void inform(ResponseHead interim) {}

    @Override
    public void answer(Reply reply, boolean last) {}

    @Override
    public void respond(ResponseHead head) {}

    @Override
    public void open(ResponseHead head) {}

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public LimitsSpec limits() {
        return means.limits();
    }

    @Override
    public TimeoutsSpec timeouts() {
        return means.timeouts();
    }

    @Override
    public List<AddressRange> trustedProxies() {
        return List.of();
    }

    @Override
    public boolean isDraining() {
        return false;
    }

    @Override
    public Duration lastCall() {
        return Duration.ZERO;
    }

    @Override
    public void enter(Exchange of) {}

    @Override
    public void left(Exchange of) {}
}
