package io.highgate.store.redis.line;

import io.highgate.base.unit.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once whenever Redis goes away and when it is back. Thread-safe. */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final InstantSource clock;
    private @Nullable Instant since;

    Presence(InstantSource clock) {
        this.clock = clock;
    }

    /** @param why holds no secrets */
    synchronized void away(String why) {
        if (since == null) {
            since = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            LOG.warn("Redis is away since {}: {}", since, why);
        }
    }

    synchronized void back() {
        if (since != null) {
            Duration time = Duration.between(since, clock.instant());
            LOG.info("Redis is back after {}", Durations.print(time.truncatedTo(ChronoUnit.MILLIS)));
            since = null;
        }
    }
}
