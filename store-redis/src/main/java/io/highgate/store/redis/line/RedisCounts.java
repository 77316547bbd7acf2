package io.highgate.store.redis.line;

import java.util.concurrent.atomic.LongAdder;

/** What became of commands. Thread-safe. */
public final class RedisCounts {

    final LongAdder commands = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder reconnects = new LongAdder();

    /** Commands that were asked for, each once, whatever its tries. */
    public long commands() {
        return commands.sum();
    }

    /** Commands that did not get an answer. */
    public long failures() {
        return failures.sum();
    }

    /** Tries beyond the first. */
    public long retries() {
        return retries.sum();
    }

    /** Connections that were made in place of others. */
    public long reconnects() {
        return reconnects.sum();
    }
}
