package io.highgate.drills.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What became of some requests of a {@link Paced} load, in the order in which they ended. Immutable. */
public record Account(List<Asked> all) {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

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

    /** Those that were due in the second before the last. */
    public Account lastSecond() {
        long last = all.stream()
                .mapToLong(Asked::due)
                .reduce((a, b) -> b - a > 0 ? b : a)
                .orElse(0);
        return due(last - SECOND, last + 1);
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

    /** The most that one of them was sent after it was due: as late as this the machine itself was. */
    public Duration late() {
        long late = all.stream().mapToLong(it -> it.sent() - it.due()).max().orElse(0);
        return Duration.ofNanos(Math.max(0, late));
    }

    /** The slowest of them without what the machine was late itself: all programs on it may have been. */
    public Duration slowestInTime() {
        return slowest().minus(late());
    }

    /** The time that this share of them did not exceed; zero if there are none. */
    public Duration quantile(double share) {
        long[] sorted = all.stream().mapToLong(Asked::nanos).sorted().toArray();
        int at = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(0, at)]);
    }

    /** The most that were sent within a second. */
    public long busiestSecond() {
        return busiest(SECOND, sent());
    }

    /** The most that can reach an origin within a second, if each is sent there once: the machine may hold some up. */
    public long busiestSecondBehind() {
        return busiest(SECOND + slowest().toNanos(), sent());
    }

    private long[] sent() {
        return all.stream().mapToLong(Asked::sent).toArray();
    }

    /** The most moments, in nanoseconds, that lie within a second. */
    public static long busiestSecond(long... moments) {
        return busiest(SECOND, moments);
    }

    private static long busiest(long window, long... moments) {
        long[] sorted = moments.clone();
        Arrays.sort(sorted);
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Override
    public String toString() {
        return outcomes().toString();
    }
}
