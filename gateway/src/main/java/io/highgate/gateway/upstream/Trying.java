package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.Outcome;
import io.highgate.traffic.breaker.Permit;
import io.highgate.traffic.health.Attempted;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.Bulkhead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The half of an attempt that knows who is asked: waits for room, chooses a member of the upstream,
 * tells what became of it, and turns to another one where that is allowed and may help. A supertype,
 * so that a request costs one object. Confined to one event loop.
 */
abstract class Trying extends Sending {

    private final Upstream upstream;

    private @Nullable Member member;
    private @Nullable Breaker circuit;
    private @Nullable Breaker ownCircuit;
    private @Nullable AdaptiveLimit adaptive;
    private Room.@Nullable Waiter waiter;
    private @Nullable List<Member> tried;
    private @Nullable Member next;
    /** How long the last answer asks its endpoint to be left alone for. */
    private long pause;

    private long permit;
    private long ownPermit;
    private long began;
    private int tries;
    private int lanesBefore;
    private boolean inside;
    private boolean counted;
    private boolean trying;
    private boolean judged;

    Trying(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, perTry, upstream.retries());
        this.upstream = upstream;
    }

    /** It cannot be answered as things stand; another try may follow. */
    abstract void fail(Failure failure);

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

    /** Whoever was asked last, for messages. */
    final String asked() {
        Member last = member;
        return last == null ? upstream.name() : last.toString();
    }

    // ---- in line ----

    void begin() {
        exchange().upstream(this);
        upstream.guard().budget().onRequest(exchange().loop().nanos());
        if (!upstream.guard().room().isBounded()) {
            goIn();
            return;
        }
        switch (upstream.guard().room().enter()) {
            case Bulkhead.Entry.ENTERED -> admitted();
            case Bulkhead.Entry.WAITING -> {
                await(upstream.spec().concurrency().pendingTimeout());
                waiter = upstream.guard().room().inLine((Attempt) this);
            }
            case Bulkhead.Entry.REFUSED -> fail(noRoom("pending"));
        }
    }

    private Failure noRoom(String setting) {
        return new Failure.Overloaded("upstreams." + upstream.name() + ".concurrency." + setting);
    }

    /** There is room for it now. */
    final void admitted() {
        if (isSettled()) {
            upstream.guard().room().leave();
            return;
        }
        waiter = null;
        counted = true;
        awaitNothing();
        goIn();
    }

    private void goIn() {
        inside = true;
        AdaptiveLimit limit = upstream.guard().room().adaptive();
        if (limit != null && !limit.tryAcquire()) {
            fail(noRoom("adaptive"));
            return;
        }
        adaptive = limit;
        ask(upstream.choose(exchange()));
    }

    // ---- one try ----

    private void ask(@Nullable Member chosen) {
        Failure refusal = chosen == null ? nobody() : permitted(chosen);
        if (refusal != null || chosen == null) {
            fail(refusal == null ? nobody() : refusal);
            return;
        }
        member = chosen;
        tries++;
        trying = true;
        judged = false;
        pause = 0;
        lanesBefore = lanes();
        began = exchange().loop().nanos();
        exchange().endpoint(chosen.toString(), upstream.tls() != null);
        chosen.endpoint().began();
        chosen.endpoint().pool(exchange().loop()).board((Attempt) this, false);
    }

    private Failure nobody() {
        return new Failure.NoEndpoint(upstream.name(), upstream.whyNobody());
    }

    private @Nullable Failure permitted(Member chosen) {
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
        judge(
                refused ? Attempted.REFUSED : theirs ? Attempted.FAILURE : Attempted.IGNORED,
                theirs ? Outcome.FAILURE : Outcome.IGNORED,
                now);
        settleAdaptive(failure instanceof Failure.UpstreamTimeout, false, now);
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

    /** The try is over: with a failure, or answered in full, or because the client has gone (null). */
    private void endTry(@Nullable Failure failure, boolean clean) {
        if (!trying) {
            return;
        }
        trying = false;
        if (failure != null) {
            judge(failure);
        } else if (!judged) {
            judge(Attempted.IGNORED, Outcome.IGNORED, exchange().loop().nanos());
            settleAdaptive(false, false, exchange().loop().nanos());
        }
        boolean failed = failure != null && failure.side() == Failure.Side.UPSTREAM;
        long took = exchange().loop().nanos() - began;
        endpoint().settled(exchange().loop(), failed, took);
        leaveLane(clean);
    }

    // ---- once more ----

    /** What failed may be tried again: then it is, by and by. */
    final boolean triesAgain(Failure failure) {
        boolean sent = lanes() > lanesBefore;
        endTry(failure, false); // before anyone is chosen: it is known now who refuses connections
        boolean again = upstream.retries().isWorthIt(failure, exchange().request(), sent) && isToBeTriedAgain();
        if (again) {
            scheduleNext();
        }
        return again;
    }

    /** An answer with this status may be no answer: then another one is asked for. */
    final boolean triesAgain(int status) {
        if (!upstream.retries().isWorthIt(status, exchange().request())) {
            return false;
        }
        pause = Retries.askedFor(
                exchange().response().headers(), exchange().loop().clock().instant());
        if (!isToBeTriedAgain()) {
            return false;
        }
        endTry(null, false);
        scheduleNext();
        return true;
    }

    private boolean isToBeTriedAgain() {
        boolean over = hasLimit() && left() <= 0;
        if (!inside || tries > upstream.retries().count() || over || !maySendAgain()) {
            return false;
        }
        Member other = upstream.chooseAfter(tried(), exchange());
        if (other == null
                || other == member && (pause > upstream.retries().longestWait() || hasLimit() && pause >= left())
                || !upstream.guard().budget().tryRetry(exchange().loop().nanos())) {
            return false;
        }
        next = other;
        return true;
    }

    private List<Member> tried() {
        List<Member> all = tried == null ? new ArrayList<>() : tried;
        tried = all;
        if (member != null && !all.contains(member)) {
            all.add(member);
        }
        return all;
    }

    private void scheduleNext() {
        upstream.guard().retried();
        exchange().response().headers().clear();
        boolean elsewhere = next != member;
        long usual = upstream.retries()
                .wait(tries, elsewhere, exchange().loop().random().nextDouble());
        long wait = elsewhere ? usual : Math.max(usual, pause);
        if (wait == 0) {
            awaitNothing();
            exchange().loop().execute(this::goOnTrying); // whoever calls has not done with this try yet
        } else {
            await(Duration.ofNanos(wait));
        }
    }

    private void goOnTrying() {
        Member other = next;
        if (other != null && !isSettled()) {
            next = null;
            awaitNothing();
            ask(other);
        }
    }

    /** What was waited for outside of any try is over; false if nothing of the kind was. */
    final boolean hasWaited() {
        if (waiter != null) {
            if (waiter.giveUp()) {
                waiter = null;
                upstream.guard().room().waitedInVain();
                fail(noRoom("pendingTimeout"));
            }
            return true;
        }
        boolean pausing = next != null;
        goOnTrying();
        return pausing;
    }

    /** Nothing more is done for the request. */
    final void stopTrying(@Nullable Failure failure, boolean clean) {
        next = null;
        stopWaiting();
        endTry(failure, clean);
        if (waiter != null) {
            waiter.giveUp(); // one that was called up already leaves when it is heard
            waiter = null;
        } else if (inside) {
            inside = false;
            settleAdaptive(false, false, exchange().loop().nanos());
            if (counted) {
                upstream.guard().room().leave();
            }
        }
    }
}
