package io.highgate.gateway.upstream;

import io.highgate.gateway.center.Witness;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.Outcome;
import io.highgate.traffic.breaker.Permit;
import io.highgate.traffic.health.Attempted;
import io.highgate.traffic.overload.AdaptiveLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of an attempt that tells health, circuits and limits what became of each try, once: by the
 * head of the answer, or by what came instead. A supertype, so that a request costs one object.
 * Confined to one event loop.
 */
abstract class Judging extends Sending {

    private final Upstream upstream;

    private @Nullable Member member;
    private @Nullable Breaker circuit;
    private @Nullable Breaker ownCircuit;
    private @Nullable AdaptiveLimit adaptive;
    private long permit;
    private long ownPermit;
    private long began;
    private boolean judged;

    Judging(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, perTry, upstream.retries());
        this.upstream = upstream;
    }

    final Upstream upstream() {
        return upstream;
    }

    /** Who is asked; only while it is. */
    final Endpoint endpoint() {
        Member asked = member;
        if (asked == null) {
            throw new IllegalStateException("nobody is asked yet");
        }
        return asked.endpoint();
    }

    /** The answer of whoever was asked is the one that the client gets. */
    final void accepted() {
        if (member != null) {
            upstream.answers(exchange(), member);
        }
    }

    /** Who is asked, or was last; null before anybody is. */
    final @Nullable Member member() {
        return member;
    }

    /** Whoever was asked last, for messages. */
    final String asked() {
        Member last = member;
        return last == null ? upstream.name() : last.toString();
    }

    /** It has a place of this limit, which it gives back with the first judgment; null: of none. */
    final void occupy(@Nullable AdaptiveLimit limit) {
        adaptive = limit;
    }

    /** A try of that member begins. */
    final void turnTo(Member chosen) {
        member = chosen;
        judged = false;
        began = exchange().loop().nanos();
    }

    /** Whether the circuits let it be asked; if not, why not. */
    final @Nullable Failure permitted(Member chosen) {
        long now = exchange().loop().nanos();
        Breaker whole = upstream.guard().circuits().of(exchange().route());
        Breaker own = chosen.breaker();
        long first = whole == null ? 0 : whole.tryAcquire(now);
        if (Permit.isRefused(first)) {
            upstream.guard().circuitRefused();
            return new Failure.CircuitOpen(upstream.name(), Permit.waitNanos(first));
        }
        long second = own == null ? 0 : own.tryAcquire(now);
        if (Permit.isRefused(second)) {
            if (whole != null) {
                whole.onCancelled(first, now);
            }
            upstream.guard().circuitRefused();
            return new Failure.CircuitOpen(chosen.toString(), Permit.waitNanos(second));
        }
        circuit = whole;
        permit = first;
        ownCircuit = own;
        ownPermit = second;
        return null;
    }

    /** The head of an answer is there, with that status. */
    final void judge(int status) {
        long now = exchange().loop().nanos();
        boolean bad = status >= 500 && status != 501 && status != 505;
        judge(bad ? Attempted.FAILURE : Attempted.SUCCESS, upstream.faults().ofStatus(status, now - began), now);
        settleAdaptive(status == 503 || status == 504, !bad, now);
    }

    /** There is none, or not all of one. */
    private void judge(Failure failure) {
        long now = exchange().loop().nanos();
        boolean theirs = failure.side() == Failure.Side.UPSTREAM;
        boolean refused = failure instanceof Failure.ConnectFailed down && down.isRefused();
        witness(failure, refused);
        judge(
                refused ? Attempted.REFUSED : theirs ? Attempted.FAILURE : Attempted.IGNORED,
                theirs ? Outcome.FAILURE : Outcome.IGNORED,
                now);
        settleAdaptive(failure instanceof Failure.UpstreamTimeout, false, now);
    }

    /** What the center ought to look at; answers of 5xx are only when they take the endpoint out. */
    private void witness(Failure failure, boolean refused) {
        Member asked = member;
        Witness.Kind kind = switch (failure) {
            case Failure.ConnectFailed _ -> refused ? Witness.Kind.REFUSED : Witness.Kind.TIMEOUT;
            case Failure.UpstreamTimeout _ -> Witness.Kind.TIMEOUT;
            case Failure.UpstreamReset _ -> Witness.Kind.RESET;
            default -> null;
        };
        if (asked != null && kind != null) {
            asked.witnessed(kind);
        }
    }

    private void judge(Attempted attempted, Outcome outcome, long now) {
        Member asked = member;
        if (asked == null || judged && attempted == Attempted.IGNORED) {
            return;
        }
        asked.tried(attempted, now - began, now);
        if (!judged) {
            judged = true;
            settleCircuits(outcome, now);
        }
    }

    private void settleCircuits(Outcome outcome, long now) {
        if (circuit != null) {
            circuit.onResult(permit, outcome, now);
            circuit = null;
        }
        if (ownCircuit != null) {
            ownCircuit.onResult(ownPermit, outcome, now);
            ownCircuit = null;
        }
    }

    private void settleAdaptive(boolean overrun, boolean well, long now) {
        AdaptiveLimit limit = adaptive;
        adaptive = null;
        if (limit == null) {
            return;
        }
        if (well) {
            limit.onSuccess(began, now);
        } else if (overrun) {
            limit.onDropped(now);
        } else {
            limit.onIgnored();
        }
    }

    /** Another one was faster: it would have taken at least as long as it has. */
    final void judgeOutrun() {
        long now = exchange().loop().nanos();
        judge(Attempted.OUTRUN, Outcome.IGNORED, now);
        settleAdaptive(false, false, now);
    }

    /** Nothing can be said about what the place was used for. */
    final void vacate() {
        settleAdaptive(false, false, exchange().loop().nanos());
    }

    /** The try is over: with a failure, or answered in full, or because the client has gone (null). */
    final void judgeEnd(@Nullable Failure failure) {
        long now = exchange().loop().nanos();
        if (failure != null) {
            judge(failure);
        } else if (!judged) {
            judge(Attempted.IGNORED, Outcome.IGNORED, now);
            vacate();
        }
        boolean failed = failure != null && failure.side() == Failure.Side.UPSTREAM;
        endpoint().settled(exchange().loop(), failed, now - began);
    }
}
