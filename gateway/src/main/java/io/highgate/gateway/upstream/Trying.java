package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.Bulkhead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an attempt that decides who is asked, and how often: waits for room, chooses a member of
 * the upstream, and turns to another one where that is allowed and may help. A supertype, so that a
 * request costs one object. Confined to one event loop.
 */
abstract class Trying extends Judging {

    static final long ENDLESS = -1;

    private Room.@Nullable Waiter waiter;
    private @Nullable List<Member> tried;
    private @Nullable Member next;

    /** How long the last answer asks its endpoint to be left alone for. */
    private long pause;

    private int tries;
    private int lanesBefore;
    private boolean inside;
    private boolean counted;
    private boolean trying;

    Trying(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, upstream, perTry);
    }

    /** It cannot be answered as things stand; another try may follow. */
    abstract void fail(Failure failure);

    /** Nanoseconds after which a try without an answer {@link #rings}, or {@link #ENDLESS}. */
    abstract long patience();

    /** Whether another one is asked for the same answer; then that one goes on alone. */
    abstract boolean yields(@Nullable Failure failure);

    // ---- in line ----

    void begin() {
        exchange().upstream(this);
        upstream().guard().budget().onRequest(exchange().loop().nanos());
        if (!upstream().guard().room().isBounded()) {
            goIn();
            return;
        }
        switch (upstream().guard().room().enter()) {
            case Bulkhead.Entry.ENTERED -> admitted();
            case Bulkhead.Entry.WAITING -> {
                await(upstream().spec().concurrency().pendingTimeout());
                waiter = upstream().guard().room().inLine((Attempt) this);
            }
            case Bulkhead.Entry.REFUSED -> fail(noRoom("pending"));
        }
    }

    private Failure noRoom(String setting) {
        return new Failure.Overloaded("upstreams." + upstream().name() + ".concurrency." + setting);
    }

    /** There is room for it now. */
    final void admitted() {
        if (isSettled()) {
            upstream().guard().room().leave();
            return;
        }
        waiter = null;
        counted = true;
        awaitNothing();
        goIn();
    }

    /** Asks that member too, if there is room for it at once and its circuits allow it; false if not. */
    final boolean beginBeside(Trying other, Member chosen) {
        Room room = upstream().guard().room();
        counted = room.isBounded();
        inside = !counted || room.tryEnter();
        if (!inside) {
            return false;
        }
        tries = other.tries;
        tried = other.tried;
        AdaptiveLimit limit = room.adaptive();
        if (limit != null && !limit.tryAcquire()) {
            return false;
        }
        occupy(limit);
        return permitted(chosen) == null;
    }

    private void goIn() {
        inside = true;
        AdaptiveLimit limit = upstream().guard().room().adaptive();
        if (limit != null && !limit.tryAcquire()) {
            fail(noRoom("adaptive"));
            return;
        }
        occupy(limit);
        ask(upstream().choose(exchange()));
    }

    // ---- one try ----

    private void ask(@Nullable Member chosen) {
        Failure refusal = chosen == null ? nobody() : permitted(chosen);
        if (refusal != null || chosen == null) {
            fail(refusal == null ? nobody() : refusal);
            return;
        }
        askNow(chosen);
    }

    /** Its circuits have let it be asked. */
    final void askNow(Member chosen) {
        tries++;
        trying = true;
        pause = 0;
        lanesBefore = lanes();
        turnTo(chosen);
        if (leads()) {
            exchange().endpoint(chosen.toString(), upstream().tls() != null);
        }
        long patience = patience();
        if (patience != ENDLESS) {
            ringAfter(patience);
        }
        chosen.endpoint().began();
        chosen.endpoint().pool(exchange().loop()).board((Attempt) this, false);
    }

    private Failure nobody() {
        return new Failure.NoEndpoint(upstream().name(), upstream().whyNobody());
    }

    /** The try is over: with a failure, or answered in full, or because the client has gone (null). */
    private void endTry(@Nullable Failure failure, boolean clean) {
        if (!trying) {
            return;
        }
        trying = false;
        ringNoMore();
        judgeEnd(failure);
        leaveLane(clean);
    }

    // ---- once more ----

    /** What failed may be tried again: then it is, by and by. */
    final boolean triesAgain(Failure failure) {
        if (yields(failure)) {
            return true;
        }
        boolean sent = lanes() > lanesBefore;
        endTry(failure, false); // before anyone is chosen: it is known now who refuses connections
        boolean again = upstream().retries().isWorthIt(failure, exchange().request(), sent) && isToBeTriedAgain();
        if (again) {
            scheduleNext();
        }
        return again;
    }

    /** An answer with this status may be no answer: then another one is asked for. */
    final boolean triesAgain(int status) {
        if (!upstream().retries().isWorthIt(status, exchange().request())) {
            return false;
        }
        if (yields(null)) {
            return true;
        }
        pause = Retries.askedFor(response().headers(), exchange().loop().clock().instant());
        if (!isToBeTriedAgain()) {
            return false;
        }
        endTry(null, false);
        scheduleNext();
        return true;
    }

    /** Whether there may be one more. */
    final boolean isTryLeft() {
        return tries <= upstream().retries().count();
    }

    /** Another one that was asked for the same answer has failed: what it has used is used. */
    final void goOnFrom(Trying other) {
        tries = Math.max(tries, other.tries);
        tried = other.tried();
    }

    private boolean isToBeTriedAgain() {
        boolean over = hasLimit() && left() <= 0;
        if (!inside || !isTryLeft() || over || !maySendAgain()) {
            return false;
        }
        Member other = upstream().chooseAfter(tried(), exchange());
        if (other == null
                || other == member() && (pause > upstream().retries().longestWait() || hasLimit() && pause >= left())
                || !upstream().guard().budget().tryRetry(exchange().loop().nanos())) {
            return false;
        }
        next = other;
        return true;
    }

    /** Who was asked so far. */
    final List<Member> tried() {
        List<Member> all = tried == null ? new ArrayList<>() : tried;
        tried = all;
        Member last = member();
        if (last != null && !all.contains(last)) {
            all.add(last);
        }
        return all;
    }

    private void scheduleNext() {
        upstream().guard().retried();
        response().headers().clear();
        boolean elsewhere = next != member();
        long usual = upstream()
                .retries()
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
                upstream().guard().room().waitedInVain();
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
            vacate();
            if (counted) {
                upstream().guard().room().leave();
            }
        }
    }
}
