package io.highgate.gateway.observe;

import io.highgate.model.spec.AccessLogSpec;
import io.highgate.model.spec.AccessLogSpec.Format;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log on a thread of its own. The event loops only put entries into a bounded
 * queue; what does not fit, or cannot be written, is dropped and counted, never waited for.
 * Thread-safe.
 */
public final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int BATCH = 256;

    private final AccessLogSpec spec;
    private final BlockingQueue<AccessEntry> queue;
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final @Nullable LogFile file;
    private final PrintStream console;
    private final Thread writer;
    private boolean failing;
    private volatile boolean closing;

    /** An access log as the spec says; it writes to the console where no file is named. */
    public AccessLog(AccessLogSpec spec, ThreadFactory threads, PrintStream console) {
        this.spec = spec;
        this.queue = new ArrayBlockingQueue<>(spec.queue());
        this.console = console;
        this.file = spec.file() == null
                ? null
                : new LogFile(Path.of(spec.file()), spec.rollSize().bytes(), spec.keep());
        this.writer = threads.newThread(this::write);
    }

    public void start() {
        if (isOn()) {
            writer.start();
        }
    }

    public boolean isOn() {
        return spec.format() != Format.OFF;
    }

    /** The settings it was made with. */
    public AccessLogSpec spec() {
        return spec;
    }

    /** Takes an entry, or drops it; never blocks. */
    public void offer(AccessEntry entry) {
        if (!queue.offer(entry)) {
            dropped.increment();
        }
    }

    public long written() {
        return written.sum();
    }

    /** Entries that were lost because the queue was full or the file could not be written. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        List<AccessEntry> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                AccessEntry first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    writeBatch(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (file != null) {
            file.close();
        }
    }

    private void writeBatch(List<AccessEntry> batch) {
        StringBuilder text = new StringBuilder(batch.size() * 256);
        batch.forEach(entry -> text.append(AccessLine.of(spec.format(), entry)));
        try {
            if (file == null) {
                console.print(text);
            } else {
                file.append(text.toString());
            }
            written.add(batch.size());
            if (failing) {
                failing = false;
                LOG.info("the access log {} is written again; {} lines were lost so far", spec.file(), dropped());
            }
        } catch (IOException e) {
            int kept = file == null ? 0 : file.keptLines();
            written.add(kept);
            dropped.add(batch.size() - kept);
            if (!failing) {
                failing = true;
                LOG.error(
                        "the access log {} cannot be written ({}); requests go on, lines are lost",
                        spec.file(),
                        e.toString());
            }
        }
    }

    /** Writes what waits, then stops; waits for that at most a second. */
    @Override
    public void close() {
        closing = true;
        try {
            if (isOn()) {
                writer.join(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
