package io.highgate.store.redis.line;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to Redis, made again whenever it fails. A server that keeps its connection and does not
 * answer is left: each second there is a question, and after two that were not answered the link is
 * replaced. Of a cluster the old link serves until a better one is there. Thread-safe.
 *
 * <pre>
 * no link --dial, 50 ms x tries, 2 s at most--> link --closed, or two questions unanswered--> no link
 *                                               link --a part of a cluster is missing, or moved--> dial, then another link
 * </pre>
 */
final class Line {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** How often Redis is asked whether it is there. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int MOST_MISSED = 2;
    private static final long STEP_MILLIS = 50;
    private static final long MOST_MILLIS = 2_000;

    private final Dial dial;
    private final Channels channels;
    private final Surroundings surroundings;

    private volatile @Nullable Link link;
    private @Nullable Future<?> looking;
    private List<CompletableFuture<String>> asked = List.of();
    private int missed;
    private int tries;
    private boolean dialling;
    private boolean closed;
    private boolean linkedBefore;

    /**
     * What a line needs beside its dial.
     *
     * @param retire how long a link that was replaced is kept for what is under way on it
     */
    record Surroundings(ScheduledExecutorService timer, Presence presence, RedisCounts counts, Duration retire) {}

    Line(Dial dial, Channels channels, Surroundings surroundings) {
        this.dial = dial;
        this.channels = channels;
        this.surroundings = surroundings;
    }

    static long delayMillis(int tries) {
        return Math.min(STEP_MILLIS * tries, MOST_MILLIS);
    }

    synchronized void start() {
        dialling = true;
        dial();
        looking = timer().scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ScheduledExecutorService timer() {
        return surroundings.timer();
    }

    /** What to ask; null while Redis is away. */
    @Nullable
    Link link() {
        return link;
    }

    /** A channel is new. */
    void subscribe(String channel) {
        Link current = link;
        if (current != null) {
            channels.subscribe(current, channel);
        }
    }

    private void dial() {
        if (isClosed()) {
            return;
        }
        CompletableFuture.completedStage(dial)
                .thenCompose(it -> it.open(this::dropped))
                .thenCompose(channels::attach)
                .whenComplete(this::opened);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void redial() {
        if (!dialling && !closed) {
            dialling = true;
            tries++;
            timer().schedule(this::dial, delayMillis(tries), TimeUnit.MILLISECONDS);
        }
    }

    private void opened(@Nullable Link fresh, @Nullable Throwable failure) {
        if (adopted(fresh, failure) && fresh != null) {
            channels.resume(fresh);
        }
    }

    private synchronized boolean adopted(@Nullable Link fresh, @Nullable Throwable failure) {
        dialling = false;
        Link old = link;
        if (fresh == null) {
            if (old == null && !closed && failure != null) {
                surroundings.presence().away(Fault.words(failure));
            }
            redial();
            return false;
        }
        if (closed || (old != null && !fresh.whole())) {
            fresh.close();
            redial();
            return false;
        }
        adopt(fresh, old);
        return true;
    }

    private void adopt(Link fresh, @Nullable Link old) {
        asked = List.of();
        missed = 0;
        surroundings.presence().back();
        if (linkedBefore) {
            surroundings.counts().reconnects.increment();
        }
        linkedBefore = true;
        link = fresh; // last: whoever sees it finds it said and counted
        if (old != null) {
            timer().schedule(old::close, surroundings.retire().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!fresh.isOpen()) {
            impaired(fresh, "the connection was closed");
        } else if (!fresh.whole()) {
            redial();
        }
    }

    private synchronized void dropped(Object connection) {
        Link current = link;
        if (current != null && current.holds(connection)) {
            impaired(current, "the connection was closed");
        }
    }

    /** The server of this link is a replica now. */
    synchronized void demoted(Link which) {
        if (dial.followsTheMaster() && which == link) {
            drop(which, "it is a replica now");
        }
    }

    private void impaired(Link current, String why) {
        if (current.isUsable()) {
            redial();
        } else {
            drop(current, why);
        }
    }

    private void drop(Link current, String why) {
        surroundings.presence().away(why);
        link = null;
        asked = List.of();
        current.close();
        redial();
    }

    private synchronized void look() {
        Link current = link;
        if (current == null || closed) {
            return;
        }
        try {
            judge(current);
            asked = current == link ? current.ping() : List.of();
        } catch (RuntimeException defect) {
            LOG.error("Redis could not be asked whether it is there", defect);
        }
    }

    private void judge(Link current) {
        if (asked.stream().allMatch(Line::isAnswered)) {
            missed = 0;
            tries = asked.isEmpty() || dialling ? tries : 0;
            if (current.outdated().getAsBoolean()) {
                redial();
            }
            return;
        }
        missed++;
        if (missed >= MOST_MISSED) {
            // The last question went to the server of subscriptions, which may be one without keys.
            if (asked.subList(0, asked.size() - 1).stream().noneMatch(Line::isAnswered)) {
                drop(current, "it does not answer");
            } else {
                redial();
            }
        }
    }

    private static boolean isAnswered(CompletableFuture<String> question) {
        return question.isDone() && !question.isCompletedExceptionally();
    }

    /** Ends it. */
    void close() {
        synchronized (this) {
            closed = true;
            link = null;
            if (looking != null) {
                looking.cancel(false);
            }
        }
        dial.close();
    }
}
