package io.highgate.gateway.center;

import io.highgate.base.time.Ticker;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.model.spec.CenterSpec;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.stream.StreamMessage;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream to one of the centers, as long as it lives: listens, goes to the next one when a
 * center refuses, breaks off, says nonsense or nothing. Thread-safe; never blocks. Log lines only when
 * centers are lost, found again or changed.
 *
 * <pre>
 *            its turn               something whole
 *   WAITING -----------> ASKING -----------------------> FOLLOWING
 *      ^____________________|________________________________|   refused, broken, silent, lost
 * </pre>
 */
final class Follower implements Stream.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** Centers that come and go all the time are worth a line no more often than this. */
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    private final Access access;
    private final Copy copy;
    private final Turns turns;
    private final ScheduledExecutorService executor;
    private final Ticker ticker;
    private final Consumer<Copy.Said> told;
    private @Nullable Stream stream;
    private long asked;
    private long heard;
    private boolean answers;
    private boolean useful;
    private boolean away;
    private @Nullable Long warned;
    private boolean ended;
    private long lost;
    private volatile Standing standing;

    /**
     * How it stands. Immutable.
     *
     * @param center who is asked or followed now, or was last
     * @param since when this began, on the ticker
     * @param problem what was in the way last; null while a center is followed
     */
    record Standing(
            EndpointUrl center,
            boolean follows,
            long since,
            boolean away,
            long losses,
            @Nullable String problem) {}

    /** What it is made with. */
    record Means(ScheduledExecutorService executor, Ticker ticker, RandomGenerator random) {}

    /** @param told learns what came of each message, outside of all locks; maybe several at once */
    Follower(Access access, Copy copy, Means means, Consumer<Copy.Said> told) {
        CenterSpec spec = access.spec();
        this.access = access;
        this.copy = copy;
        this.executor = means.executor();
        this.ticker = means.ticker();
        this.turns = new Turns(spec.urls().size(), spec.retries(), spec.backOff(), means.random());
        this.told = told;
        EndpointUrl first = spec.urls().get(turns.turn());
        this.standing = new Standing(first, false, ticker.nanos(), false, 0, "not asked yet");
    }

    Standing standing() {
        return standing;
    }

    /** Asks the center whose turn it is. */
    synchronized void ask() {
        if (ended) {
            return;
        }
        Stream next = Stream.of(access.spec().urls().get(turns.turn()), this);
        stream = next;
        answers = false;
        useful = false;
        asked = ticker.nanos();
        heard = asked;
        copy.newStream();
        watch(next, access.spec().timeout());
        try {
            next.begin(access, copy.since());
        } catch (IllegalArgumentException e) {
            over(next, "its address cannot be called: " + e.getMessage());
        }
    }

    private void watch(Stream watched, Duration patience) {
        later(() -> look(watched), patience.toNanos());
    }

    /** Has it said anything for so long? */
    private synchronized void look(Stream watched) {
        if (stream != watched || ended) {
            return;
        }
        Duration patience = answers ? access.spec().silence() : access.spec().timeout();
        long left = heard + patience.toNanos() - ticker.nanos();
        if (left > 0) {
            later(() -> look(watched), left);
            return;
        }
        watched.stop();
        over(watched, (answers ? "it has said nothing for " : "no answer within ") + patience.toMillis() + " ms");
    }

    @Override
    public boolean line(Stream from, String line) {
        Copy.Said said;
        synchronized (this) {
            if (stream != from || ended) {
                return false;
            }
            said = understood(line);
            if (said == null) {
                return false;
            }
            heard = ticker.nanos();
            if (!answers) {
                answers = true;
                watch(from, access.spec().silence());
            }
            if (said instanceof Copy.Said.Changed || said instanceof Copy.Said.Fine fine && fine.complete()) {
                wasUseful(from);
            }
        }
        told.accept(said);
        return true;
    }

    /** Null if it is of no use; then the stream is over. */
    private Copy.@Nullable Said understood(String line) {
        Stream from = stream;
        if (from == null) {
            return null;
        }
        try {
            Copy.Said said = copy.take(StreamMessage.read(line), from.center().toString(), ticker.nanos());
            if (!(said instanceof Copy.Said.Lost gap)) {
                return said;
            }
            lost++;
            over(from, gap.why());
        } catch (JsonException e) {
            over(from, "it sent a line that is no message: " + e.getMessage());
        }
        return null;
    }

    private void wasUseful(Stream from) {
        if (useful) {
            return;
        }
        useful = true;
        Registry known = copy.known();
        if (away || turns.failures() <= 1) {
            LOG.info(
                    "center {} is followed{}: {} instances of {} cells",
                    from.center(),
                    away ? " after " + seconds(standing.since()) + " s without any" : "",
                    known.instances(),
                    known.cells().size());
        }
        away = false;
        standing = new Standing(from.center(), true, heard, false, lost, null);
    }

    private long seconds(long since) {
        return Duration.ofNanos(ticker.nanos() - since).toSeconds();
    }

    @Override
    public synchronized void ended(Stream from, String why) {
        over(from, why);
    }

    /** Its turn is over; the next one's comes by and by. */
    private void over(Stream from, String why) {
        if (stream != from || ended) {
            return;
        }
        stream = null;
        boolean was = standing.follows();
        long now = ticker.nanos();
        long pause = turns.failed(useful ? now - asked : 0);
        if (was && turns.failures() <= 1) {
            LOG.info("center {} is given up: {}", from.center(), why);
        }
        if (turns.areAway() && !away && (warned == null || now - warned > QUIET)) {
            away = true;
            warned = now;
            LOG.warn(
                    "no center answers, {} was the last one: {}; the {} instances known last stay",
                    from.center(),
                    why,
                    copy.known().instances());
        }
        long since = was ? now : standing.since();
        standing = new Standing(from.center(), false, since, turns.areAway(), lost, why);
        later(this::ask, pause);
    }

    private void later(Runnable task, long nanos) {
        try {
            executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            ended = true; // the process ends
        }
    }

    /** Follows nobody any more. */
    synchronized void end() {
        ended = true;
        Stream open = stream;
        stream = null;
        if (open != null) {
            open.stop();
        }
        access.close();
    }
}
