package io.highgate.center.api.serve;

import io.highgate.base.life.Tally;
import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which requests and streams are under way, and whether more may come. Thread-safe. */
final class UnderWay {

    private final Tally requests = new Tally();
    private final Tally vital = new Tally();
    private final Tally streams = new Tally();
    private final Set<OtherEnd> streaming = ConcurrentHashMap.newKeySet();
    private final Set<OtherEnd> sending = ConcurrentHashMap.newKeySet();
    private final Ticker ticker;
    private volatile boolean draining;

    UnderWay(Ticker ticker) {
        this.ticker = ticker;
    }

    boolean isDraining() {
        return draining;
    }

    /** One more request, unless there are too many; {@link #leave} in any case. */
    boolean arrive(int most) {
        return requests.arrive() <= most;
    }

    void leave() {
        requests.leave();
    }

    int requests() {
        return requests.count() + vital.count();
    }

    int streams() {
        return streams.count();
    }

    /** The request of this thread takes nobody's room until {@link #endVital}. */
    void beginVital() {
        vital.arrive();
        requests.leave();
    }

    void endVital() {
        requests.arrive();
        vital.leave();
    }

    /** The request of this thread becomes a stream until {@link #endStream}; null if there are too many. */
    @Nullable
    OtherEnd beginStream(int most) {
        if (streams.arrive() > most) {
            streams.leave();
            return null;
        }
        OtherEnd one = new OtherEnd(ticker);
        streaming.add(one);
        requests.leave();
        if (draining) {
            one.end();
        }
        return one;
    }

    void endStream(OtherEnd one) {
        requests.arrive();
        streaming.remove(one);
        streams.leave();
        // Whoever ended it may have been a moment too late: what comes next on this thread is not meant.
        boolean ignored = Thread.interrupted();
    }

    /** The caller of this thread is waited for until {@link #endBody}. */
    OtherEnd beginBody() {
        OtherEnd one = new OtherEnd(ticker);
        one.await();
        sending.add(one);
        return one;
    }

    void endBody(OtherEnd one) {
        one.came();
        sending.remove(one);
    }

    /** As {@link #beginBody}, of a body that nobody wants: whoever sends it slowly takes nobody's room. */
    OtherEnd beginLeftover() {
        requests.leave();
        return beginBody();
    }

    void endLeftover(OtherEnd one) {
        endBody(one);
        requests.arrive();
        // Whoever cut it off may have been a moment too late: what comes next on this thread is not meant.
        boolean ignored = Thread.interrupted();
    }

    /** Ends what waits for somebody who has taken or sent nothing for so long. */
    void endSlow(Duration most) {
        streaming.forEach(it -> it.endIfSlow(most));
        sending.forEach(it -> it.endIfSlow(most));
    }

    /** Takes no more; streams end at once, requests may go on until the deadline. */
    boolean drain(long deadline) throws InterruptedException {
        draining = true;
        streaming.forEach(OtherEnd::end);
        boolean streamsEnded = streams.awaitNone(ticker, deadline);
        // a vital one is counted among the requests before and behind it
        return requests.awaitNone(ticker, deadline)
                && vital.awaitNone(ticker, deadline)
                && requests.awaitNone(ticker, deadline)
                && streamsEnded;
    }
}
