package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Failure.Sent;
import io.highgate.gateway.exchange.SocketTally;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.tls.ClientTls;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is done to get an answer from an upstream, whatever protocol is spoken there. Settles once:
 * answered in full, failed or cancelled; after that nothing reaches the exchange any more. Takes
 * another lane, or asks another endpoint, only where it surely, or harmlessly, has not acted. Confined
 * to one event loop.
 *
 * <pre>
 * in line -> choosing -> boarding -> sending -> waiting -> keeping back -> passing on -> settled
 *               |           ^___________|__________|            |   the connection had died unnoticed, or it was turned away
 *               ^___________|___________|__________|____________|   the try failed, and another one may help
 * </pre>
 */
final class Attempt extends KeepingBack {

    /** How often a request that was turned away is sent once more. */
    private static final int MAX_LANES = 3;

    /** What the endpoint said before it stopped listening is here, or comes now. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private @Nullable Socket socket;
    private boolean answered;
    private boolean settled;

    Attempt(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, upstream, perTry);
    }

    @Override
    boolean isSettled() {
        return settled;
    }

    @Override
    boolean isAnswered() {
        return answered;
    }

    private boolean isPassedOn() {
        return answered && !isKeeping();
    }

    /** There is no lane for it. */
    void unreachable(Failure failure) {
        if (!settled) {
            fail(failure);
        }
    }

    // ---- the answer ----

    void informed(ResponseHead interim) {
        ConnectionField.removeHopByHop(interim.headers());
        if (leads()) {
            exchange().client().inform(interim);
        }
    }

    void answered() {
        judge(response().status());
        if (triesAgain(response().status())) {
            return;
        }
        win();
        answered = true;
        exchange().times().answered(exchange().loop().nanos());
        if (keepsBack()) {
            ringNoMore();
        } else {
            passOn();
        }
    }

    /** From now on the client is told of the answer, and no other one can follow. */
    @Override
    void passOn() {
        limitEnd();
        forgetBody();
        accepted();
        boolean switched = response().status() == ResponseHead.SWITCHING_PROTOCOLS;
        if (switched) {
            stopWaiting();
        } else {
            await(exchange().entrance().timeouts().idle());
        }
        exchange().entrance().answered(exchange());
        SocketTally tally = exchange().socket();
        if (switched && tally != null && !settled) {
            goOn();
            socket = new Socket(this, tally);
            socket.begin();
        }
        if (isKeeping()) {
            letGo();
        }
    }

    void received(ByteBuf octets) {
        moved();
        if (isKeeping()) {
            if (keeps(octets)) {
                return;
            }
            passOn();
        }
        if (settled) {
            octets.release();
        } else if (socket == null) {
            exchange().client().data(octets);
        } else {
            socket.received(octets);
        }
        // At once: a channel may read sixteen times before it says that it has read all.
        Lane from = lane();
        if (from != null && !clientTakesMore()) {
            from.read(false);
        }
    }

    /** Whether the client takes more of the answer; if not, {@link #resume} follows when it does. */
    boolean clientTakesMore() {
        return exchange().client().isWritable();
    }

    /** All that has come for now has been given to the client, or is kept. */
    @Override
    void receivedAll() {
        if (isKeeping()) {
            awaitRest();
        } else if (answered && !settled) {
            exchange().client().flush();
            Lane from = lane();
            if (from != null && !clientTakesMore()) {
                from.read(false);
            }
        }
    }

    @Override
    public void resume() {
        Lane from = lane();
        if (from != null) {
            moved();
            from.read(true);
        }
    }

    void ended(@Nullable Headers trailers) {
        Socket open = socket;
        if (open != null && !open.isClosing()) {
            exchange().failure(new Failure.UpstreamReset(asked(), Sent.ANSWERED));
        }
        if (isKeeping()) {
            passOn();
        }
        if (settled) {
            return;
        }
        settle(exchange().failure(), isRequestSent());
        exchange().client().end(trailers);
    }

    // ---- what can go wrong ----

    /** The endpoint takes no more of the request; what it has said before is read first. */
    void notHeard() {
        unheard();
        if (!answered) {
            await(LAST_WORDS);
        }
    }

    /** The connection ended before the answer was complete. */
    void closed() {
        if (socket != null && socket.isClosing()) {
            ended(null); // all is said; how the connection ends does not matter
            return;
        }
        Lane from = lane();
        boolean diedUnnoticed = lanes() == 1 && from != null && from.wasUsed() && !from.hasHeard();
        if (diedUnnoticed && exchange().request().method().isIdempotent() && maySendAgain()) {
            sendAgain();
        } else {
            cutOff(Sent.MAYBE);
        }
    }

    /** The endpoint promises that it has not looked at the request (RFC 9113 sections 6.8 and 8.7). */
    void turnedAway() {
        if (!answered && lanes() < MAX_LANES && maySendAgain()) {
            sendAgain();
        } else {
            cutOff(Sent.NOTHING);
        }
    }

    private void sendAgain() {
        leaveLane(false);
        awaitNothing();
        endpoint().pool(exchange().loop()).board(this, true);
    }

    @Override
    void cutOff(Sent sent) {
        fail(new Failure.UpstreamReset(asked(), isPassedOn() ? Sent.ANSWERED : sent));
    }

    /** The endpoint ended the connection with an alert, as for a client certificate that it does not like. */
    void distrusted(Throwable cause) {
        fail(ClientTls.failure(asked(), cause));
    }

    void malformed(String reason) {
        fail(new Failure.UpstreamMalformed(asked(), reason));
    }

    /** The endpoint takes nothing of what the client says on a WebSocket. */
    void stuck() {
        late();
    }

    /** The time for the head of the answer is up, or nothing moved for too long. */
    @Override
    protected void fire() {
        boolean streams = answered || !isRequestDone();
        boolean over = hasLimit() && left() <= 0;
        if (isKeeping()) {
            waitNoMore();
            return;
        }
        if (!over && hasWaited()) {
            return;
        }
        if (!over && rings()) {
            goOnWaiting();
            hedge();
            return;
        }
        if (over) {
            late();
        } else if (isUnheard() && !answered) {
            closed();
        } else if (!streams || !mayStillMove()) {
            late();
        }
    }

    private void late() {
        Sent sent = answered ? Sent.ANSWERED : lane() == null ? Sent.NOTHING : Sent.MAYBE;
        fail(new Failure.UpstreamTimeout(asked(), sent));
    }

    /** While a body streams, time counts from the last octet; a client that does not read is not our wait. */
    private boolean mayStillMove() {
        if (!clientTakesMore()) {
            moved();
        }
        return awaitsRestOf(exchange().entrance().timeouts().idle());
    }

    @Override
    void fail(Failure failure) {
        boolean told = isPassedOn();
        if (!told && triesAgain(failure)) {
            answered = false;
            forgetKept();
            return;
        }
        settle(failure, false);
        exchange().upstream(null);
        if (told) {
            exchange().failure(failure);
            exchange().client().breakOff();
        } else {
            response().headers().clear();
            exchange().entrance().refuse(exchange(), failure);
        }
    }

    @Override
    public void cancel() {
        if (!settled) {
            giveUpBoth();
        }
    }

    @Override
    void settle(@Nullable Failure failure, boolean clean) {
        settled = true;
        if (socket != null) {
            socket.stop();
        }
        stopTrying(failure, clean);
        forgetKept();
        forgetBody();
        dropHead();
    }
}
