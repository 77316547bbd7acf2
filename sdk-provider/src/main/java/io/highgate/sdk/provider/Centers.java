package io.highgate.sdk.provider;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which of several centers is asked next: the one that answered last; after a failure the next one that
 * does not have to be left alone. Each is left alone for a random part of a time that doubles with its
 * failures (exponential back-off with full jitter, AWS Architecture Blog, 2015), or as long as it says
 * itself. Times are those of a clock that only goes on. Confined to one thread.
 */
final class Centers {

    static final Duration LEAST_WAIT = Duration.ofMillis(100);
    static final Duration MOST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 10;

    private final long[] notBefore;
    private final int[] failures;
    private int current;

    /** The first one by chance, so that many services are spread over all centers. */
    Centers(int count, double chance, long now) {
        this.notBefore = new long[count];
        this.failures = new int[count];
        this.current = Math.min((int) (chance * count), count - 1);
        Arrays.fill(notBefore, now);
    }

    int current() {
        return current;
    }

    /** When the current one may be asked. */
    long due() {
        return notBefore[current];
    }

    void answered(long now) {
        failures[current] = 0;
        notBefore[current] = now;
    }

    /** The current one did not answer, or asks to be left alone for a while; another one comes next. */
    void failed(long now, @Nullable Duration asked, double chance) {
        notBefore[current] = now + wait(asked, chance);
        int next = current;
        for (int i = 1; i < notBefore.length; i++) {
            int other = (current + i) % notBefore.length;
            if (Math.max(0, notBefore[other] - now) < Math.max(0, notBefore[next] - now)) {
                next = other;
            }
        }
        current = next;
    }

    /** All of them are to be left alone. */
    void tooMany(long now, @Nullable Duration asked, double chance) {
        Arrays.fill(notBefore, now + wait(asked, chance));
    }

    private long wait(@Nullable Duration asked, double chance) {
        int doublings = Math.min(++failures[current], MOST_DOUBLINGS);
        long least = LEAST_WAIT.toNanos();
        double ceiling = Math.min(least * Math.pow(2, doublings), MOST_WAIT.toNanos());
        return asked == null ? (long) (least + chance * (ceiling - least)) : Math.max(least, asked.toNanos());
    }

    /** Whether each of them failed when it was asked last. */
    boolean allFailed() {
        return Arrays.stream(failures).allMatch(it -> it > 0);
    }
}
