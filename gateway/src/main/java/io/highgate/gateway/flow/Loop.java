package io.highgate.gateway.flow;

import io.highgate.base.time.Ticker;
import io.highgate.base.time.TimerWheel;
import io.highgate.gateway.flow.backlog.Backlog;
import io.highgate.gateway.flow.backlog.BacklogBound;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What belongs to one event loop: its timers, its scratch space and the header arrays that wait for
 * the next message. A request and its upstream connection stay on one loop, so nothing here is ever
 * shared. Confined to its event loop.
 */
public final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** A time-out may be late by this much. */
    private static final Duration TICK = Duration.ofMillis(50);

    /** The length of short waits; what comes within it is taken as having come at once. */
    private static final Duration SHORT = Duration.ofMillis(20);

    private static final int SLOTS = 1024;
    private static final int HEAD_OCTETS = 2 * 1024;
    private static final int HEAD_FIELDS = 24;
    private static final int KEPT_HEADS = 256;

    /** Larger arrays are left to the garbage collector, or one large head would stay for ever. */
    private static final int KEPT_OCTETS = 16 * 1024;

    private final int index;
    private final EventLoop executor;
    private final Ticker ticker;
    private final InstantSource clock;
    private final TimerWheel timers;
    private final ShortWaits shortWaits;
    private final Backlog backlog;
    private final SplittableRandom random;
    private final ArrayDeque<Headers> heads = new ArrayDeque<>();
    private final Set<Channel> opened = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
    private volatile long lagNanos;
    private byte[] scratch = new byte[8 * 1024];

    public Loop(int index, EventLoop executor, BacklogBound bound, Loops.Means means) {
        this.index = index;
        this.executor = executor;
        this.ticker = means.ticker();
        this.clock = means.clock();
        this.timers = new TimerWheel(ticker, TICK, SLOTS);
        this.shortWaits = new ShortWaits(executor, ticker, SHORT);
        this.backlog = new Backlog(index, ticker, bound);
        this.random = means.random().split();
    }

    /** Lets the timers run; called once, when the gateway starts. */
    public void start() {
        executor.scheduleAtFixedRate(new Beat(), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Which of the gateway's loops this is, from 0. */
    public int index() {
        return index;
    }

    public EventLoop executor() {
        return executor;
    }

    /** A connection to an upstream that lives here; it is closed with the loop at the latest. */
    public void opened(Channel channel) {
        opened.add(channel);
        channel.closeFuture().addListener(closed -> opened.remove(channel));
    }

    /** Cuts what is open, while there are turns of the loop left to do it in; whether nothing is. */
    boolean cutOpened() {
        List.copyOf(opened).forEach(channel -> channel.unsafe().close(channel.newPromise()));
        return opened.isEmpty();
    }

    /** Has something done on this loop; from any thread. */
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Where the loop's buffers come from. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    public TimerWheel timers() {
        return timers;
    }

    /** For waits of 20 ms. */
    public ShortWaits shortWaits() {
        return shortWaits;
    }

    /** What waits for its readers on this loop. */
    public Backlog backlog() {
        return backlog;
    }

    public long nanos() {
        return ticker.nanos();
    }

    /** The time of day, for what people and headers read. */
    public InstantSource clock() {
        return clock;
    }

    /** How late the last beat came, in nanoseconds; may be read by any thread. */
    public long lagNanos() {
        return lagNanos;
    }

    /** The loop's own source of random numbers; not for secrets. */
    public SplittableRandom random() {
        return random;
    }

    /** Space of at least that many octets, good until the next call. */
    public byte[] scratch(int octets) {
        if (scratch.length < octets) {
            scratch = new byte[Math.max(octets, scratch.length * 2)];
        }
        return scratch;
    }

    /** An empty header section for one message. */
    public Headers takeHeaders() {
        Headers headers = heads.pollLast();
        return headers == null ? new Headers(HEAD_OCTETS, HEAD_FIELDS) : headers;
    }

    /** Gives a header section back; nobody may look at it afterwards. */
    public void giveHeaders(Headers headers) {
        if (heads.size() < KEPT_HEADS && headers.bytes().length <= KEPT_OCTETS) {
            headers.clear();
            heads.addLast(headers);
        }
    }

    /** Measures how late it is called, advances the timers and looks at what waits. */
    private final class Beat implements Runnable {

        private long due = ticker.nanos() + TICK.toNanos();

        @Override
        public void run() {
            long now = ticker.nanos();
            lagNanos = Math.max(0, now - due);
            due = now + TICK.toNanos();
            try {
                timers.advance();
                backlog.beat();
            } catch (RuntimeException e) {
                // One defect must not end the beat: no time-out of this loop would ever fire again.
                LOG.error("a beat met a defect", e);
            }
        }
    }
}
