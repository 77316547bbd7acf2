package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of an attempt that asks another endpoint too when no answer comes for long (hedged requests:
 * Dean and Barroso, "The Tail at Scale", CACM 2013). That is an attempt of its own for the same
 * exchange. Whichever answers first ends the other; whichever fails leaves the rest to the other, the
 * tries included. Confined to one event loop.
 */
abstract class Racing extends Trying {

    private @Nullable Attempt rival;
    private @Nullable ResponseHead own;
    private boolean alone;

    Racing(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, upstream, perTry);
    }

    abstract void settle(@Nullable Failure failure, boolean clean);

    /** No other endpoint is asked beside the first. */
    final void asksOneAtATime() {
        alone = true;
    }

    @Override
    final ResponseHead response() {
        ResponseHead apart = own;
        return apart == null ? exchange().response() : apart;
    }

    @Override
    final long patience() {
        Duration after = upstream().retries().hedgeAfter();
        return after == null || alone || !mayBeAskedForTwice(exchange().request()) ? ENDLESS : after.toNanos();
    }

    private boolean mayBeAskedForTwice(RequestHead request) {
        return request.bodyLength() == RequestHead.NO_BODY
                && !request.asksForWebSocket()
                && upstream().retries().isHarmless(request);
    }

    /** It takes long: somebody else is asked too, if there is one, once. */
    final void hedge() {
        alone = true;
        Member other = isTryLeft() ? upstream().chooseAfter(tried(), exchange()) : null;
        if (other == null
                || tried().contains(other)
                || !upstream().guard().budget().tryRetry(exchange().loop().nanos())) {
            return;
        }
        Attempt second = new Attempt(exchange(), upstream(), perTry());
        if (second.beginBeside(this, other)) {
            rival = second;
            second.race((Attempt) this);
            upstream().guard().hedged();
            second.askNow(other);
        } else {
            second.stopTrying(null, false);
        }
    }

    /** Another one waits for the same answer; what is read is read apart until this one leads. */
    final void race(Attempt against) {
        rival = against;
        alone = true;
        own = new ResponseHead(exchange().loop().takeHeaders());
        sendAs(against);
    }

    /** The one that still runs, which from now on runs alone. */
    private @Nullable Attempt part() {
        Attempt other = rival;
        if (other != null) {
            rival = null;
            ((Racing) other).rival = null;
        }
        return other;
    }

    @Override
    final boolean yields(@Nullable Failure failure) {
        Attempt other = part();
        if (other == null) {
            return false;
        }
        other.goOnFrom(this);
        settle(failure, false);
        other.lead();
        return true;
    }

    /** Its answer is the one that the client gets. */
    final void win() {
        Attempt other = part();
        if (other != null) {
            other.judgeOutrun();
            other.settle(null, false);
            if (!leads()) {
                upstream().guard().hedgeWon();
                lead();
            }
        }
    }

    /** Nobody waits for either. */
    final void giveUpBoth() {
        Attempt other = part();
        if (other != null) {
            other.settle(null, false);
        }
        settle(null, false);
    }

    /** The exchange is its own from now on. */
    final void lead() {
        ResponseHead apart = own;
        Member asked = member();
        if (apart != null && asked != null) {
            own = null;
            exchange().upstream((Attempt) this);
            exchange().endpoint(asked.toString(), upstream().tls() != null);
            exchange().loop().giveHeaders(exchange().response().headers());
            exchange().response(apart);
        }
    }

    /** What only one that does not lead has is not needed any more. */
    final void dropHead() {
        ResponseHead apart = own;
        if (apart != null) {
            exchange().loop().giveHeaders(apart.headers());
        }
    }
}
