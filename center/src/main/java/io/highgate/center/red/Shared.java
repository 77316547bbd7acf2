package io.highgate.center.red;

import io.highgate.store.news.NewsStore;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is told here at once, and tells all other centers, so that each of them answers alike; while
 * the store is away it counts here only. A center knows its own news by its name and does not count them
 * again. Thread-safe.
 */
public final class Shared {

    private static final Logger LOG = LoggerFactory.getLogger(Shared.class);

    private static final String CHANNEL = "red";

    /** Beyond, news are dropped: a center that cannot keep up must not fill its memory with them. */
    private static final int MOST_UNREAD = 256;

    private final Red red;
    private final NewsStore news;
    private final String self;
    private final LongSupplier clock;
    private final Executor readers;
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean strange = new AtomicBoolean();
    private final Known known = new Known();

    /**
     * @param self nobody else's, not even that of this center before
     * @param clock milliseconds since 1970
     * @param readers threads on which news are read, for there may be much to unpack
     */
    public Shared(Red red, NewsStore news, String self, LongSupplier clock, Executor readers) {
        this.red = red;
        this.news = news;
        this.self = self;
        this.clock = clock;
        this.readers = readers;
    }

    /** Hears what other centers tell from now on. */
    public void start() {
        news.follow(CHANNEL, this::heard);
    }

    /**
     * Somebody told this center.
     *
     * @param id nobody else's; a report of an id that was counted lately, here or at another center, is not
     *     counted. Empty if it has none.
     */
    public void tell(Report report, String id) {
        if (!id.isEmpty() && !known.isNew(id)) {
            return;
        }
        red.count(report);
        news.tell(CHANNEL, Json.write(report.json(self, id))).whenComplete((done, failure) -> {
            if (away.getAndSet(failure != null) == (failure == null)) {
                LOG.info(
                        failure == null
                                ? "other centers hear again what is reported of requests"
                                : "what is reported of requests is counted by this center only: the store is away");
            }
        });
    }

    private void heard(String text) {
        if (unread.incrementAndGet() > MOST_UNREAD) {
            unread.decrementAndGet();
            return;
        }
        try {
            readers.execute(() -> {
                try {
                    read(text);
                } finally {
                    unread.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopping) {
            unread.decrementAndGet();
        }
    }

    private void read(String text) {
        try {
            Fields fields = Fields.read(text);
            if (fields.text("center").equals(self)) {
                return;
            }
            Report report = Report.read(fields, clock.getAsLong());
            String id = fields.textOr("id", "");
            if (fields.problems().isEmpty()) {
                if (id == null || id.isEmpty() || known.isNew(id)) {
                    red.count(report);
                }
            } else {
                doubt(fields.problems().getFirst());
            }
        } catch (JsonException e) {
            doubt(String.valueOf(e.getMessage()));
        }
    }

    /** Once: it is another version of a center, or nobody who should tell anything. */
    private void doubt(String problem) {
        if (!strange.getAndSet(true)) {
            LOG.warn("something in the store's channel {} is no report of requests: {}", CHANNEL, problem);
        }
    }
}
