package io.highgate.center.audit;

import io.highgate.base.time.Ticker;
import io.highgate.store.StoreAwayException;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place through which every change at a center is noted. While the store is away, services must go
 * on registering: entries then wait here, in order, and stand in the log besides; beyond what may wait, they
 * stand only there. Thread-safe; blocks.
 */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AuditLog log;
    private final InstantSource clock;
    private final Ticker ticker;
    private final int mostWaiting;
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private boolean away;
    private long triedAt;
    private long dropped;

    /** One that lets so many entries wait. */
    public Journal(AuditLog log, InstantSource clock, Ticker ticker, int mostWaiting) {
        this.log = log;
        this.clock = clock;
        this.ticker = ticker;
        this.mostWaiting = mostWaiting;
    }

    /** Notes what has been done just now. */
    public void note(Deed deed) {
        AuditEntry entry = new AuditEntry(
                0,
                clock.instant(),
                deed.who(),
                deed.action(),
                deed.subject(),
                deed.before(),
                deed.after(),
                null,
                deed.cell(),
                deed.requestId());
        if (!flush() || !append(entry)) {
            keep(entry);
        }
    }

    /** Keeps what waits, if the store is there again; whether nothing waits any more. */
    public boolean flush() {
        for (AuditEntry next = next(); next != null; next = next()) {
            if (!append(next)) {
                giveBack(next);
                return false;
            }
        }
        return !isPausing();
    }

    private synchronized @Nullable AuditEntry next() {
        return isPausing() ? null : waiting.pollFirst();
    }

    private synchronized void giveBack(AuditEntry entry) {
        waiting.addFirst(entry);
    }

    private synchronized boolean isPausing() {
        return away && ticker.nanos() - triedAt < PAUSE.toNanos();
    }

    private boolean append(AuditEntry entry) {
        try {
            AuditEntry kept = log.append(entry);
            tried(false);
            return kept.id() >= 0;
        } catch (StoreAwayException e) {
            tried(true);
            return false;
        }
    }

    private synchronized void tried(boolean isAway) {
        triedAt = ticker.nanos();
        if (away != isAway) {
            away = isAway;
            if (isAway) {
                LOG.warn("the audit log cannot be written; entries wait here and stand in this log");
            } else {
                LOG.info("the audit log can be written again; {} entries stand in this log only", dropped);
            }
        }
    }

    private synchronized void keep(AuditEntry entry) {
        LOG.warn("audit: {} {} {} request {}", entry.who(), entry.action(), entry.subject(), entry.requestId());
        if (waiting.size() < mostWaiting) {
            waiting.addLast(entry);
        } else {
            dropped++;
        }
    }

    /** How many entries wait for the store. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** How many stand in the log only. */
    public synchronized long dropped() {
        return dropped;
    }
}
