package io.highgate.drills.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What became of some requests of a {@link Paced} load, in the order in which they ended. Immutable. */
public record Account(List<Asked> all) {

    public Account {
        all = List.copyOf(all);
    }

    /** Those of them for which something holds. */
    public Account only(Predicate<Asked> which) {
        return new Account(all.stream().filter(which).toList());
    }

    public Account gets() {
        return only(Asked::isGet);
    }

    public Account posts() {
        return only(it -> !it.isGet());
    }

    public Account answered() {
        return only(Asked::isAnswered);
    }

    public Account failed() {
        return only(it -> !it.isAnswered());
    }

    /** Those that were due from one moment on and before another. */
    public Account due(long from, long to) {
        return only(it -> it.due() - from >= 0 && it.due() - to < 0);
    }

    public int count() {
        return all.size();
    }

    /** The share of failures, in percent. */
    public double failedPercent() {
        return count() == 0 ? 0 : 100.0 * failed().count() / count();
    }

    /** How often each outcome came. */
    public Map<String, Long> outcomes() {
        return all.stream().collect(Collectors.groupingBy(Asked::outcome, TreeMap::new, Collectors.counting()));
    }

    public Duration slowest() {
        return quantile(1);
    }

    /** The time that this share of them did not exceed; zero if there are none. */
    public Duration quantile(double share) {
        long[] sorted = all.stream().mapToLong(Asked::nanos).sorted().toArray();
        int at = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(0, at)]);
    }

    @Override
    public String toString() {
        return outcomes().toString();
    }
}
