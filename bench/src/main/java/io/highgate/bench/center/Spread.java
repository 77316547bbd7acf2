package io.highgate.bench.center;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations, and how they are spread. One thread. */
final class Spread {

    private final List<Duration> all = new ArrayList<>();

    void add(Duration one) {
        all.add(one);
    }

    int count() {
        return all.size();
    }

    /** The smallest one that at least this share of all do not exceed. */
    Duration quantile(double share) {
        if (all.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Duration> sorted = all.stream().sorted().toList();
        return sorted.get(Math.clamp((long) Math.ceil(sorted.size() * share) - 1, 0, sorted.size() - 1));
    }

    /** Half, 99 of 100 and all of them, as cells of a table. */
    String row() {
        return all.isEmpty()
                ? "- | - | - | 0"
                : millis(quantile(0.5)) + " | " + millis(quantile(0.99)) + " | " + millis(quantile(1)) + " | "
                        + count();
    }

    static String millis(Duration one) {
        return String.format(Locale.ROOT, "%.1f", one.toNanos() / 1e6);
    }
}
