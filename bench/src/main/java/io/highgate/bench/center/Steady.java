package io.highgate.bench.center;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a center costs while nothing changes. Immutable.
 *
 * @param cpu of one core, in percent
 * @param beside of one core, what the center keeps things in, in percent
 * @param lost instances that went although they beat
 * @param failed beats that were not answered well, by how
 * @param octets that each stream got in a second
 */
record Steady(
        Terms terms,
        double cpu,
        double beside,
        long resident,
        double beats,
        double probes,
        long lost,
        Map<String, Long> failed,
        double octets) {

    /** Somewhere in a moment. */
    private record Reading(
            long nanos, Duration cpu, Duration beside, long beats, double probes, long gone, long octets) {

        static Reading now(CenterUnderTest center, Fleet fleet, Followers followers) throws IOException {
            double probes = center.metric("highgate_center_probes_total");
            return new Reading(
                    System.nanoTime(),
                    center.process().cpu(),
                    center.cpuBeside(),
                    fleet.beats(),
                    probes,
                    followers.gone(),
                    followers.octets());
        }
    }

    /** Looks at all of it for so long. */
    static Steady measure(CenterUnderTest center, Fleet fleet, Followers followers, Terms terms, Duration time)
            throws IOException, InterruptedException {
        Map<String, Long> failedBefore = fleet.failed();
        Reading before = Reading.now(center, fleet, followers);
        Thread.sleep(time);
        Reading after = Reading.now(center, fleet, followers);
        Map<String, Long> failed = new TreeMap<>(fleet.failed());
        failedBefore.forEach((what, count) -> failed.merge(what, -count, Long::sum));
        failed.values().removeIf(it -> it == 0);
        double seconds = (after.nanos - before.nanos) / 1e9;
        return new Steady(
                terms,
                percent(before.cpu, after.cpu, seconds),
                percent(before.beside, after.beside, seconds),
                center.process().residentMebibytes(),
                (after.beats - before.beats) / seconds,
                (after.probes - before.probes) / seconds,
                after.gone - before.gone,
                failed,
                (after.octets - before.octets) / seconds / followers.size());
    }

    private static double percent(Duration before, Duration after, double seconds) {
        return after.minus(before).toMillis() / 10.0 / seconds;
    }

    /** Cells of a table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d | %.0f | %.0f | %d | %s | %.0f |",
                terms,
                cpu,
                beside,
                resident,
                beats,
                probes,
                lost,
                failed.isEmpty() ? "0" : failed.toString(),
                octets);
    }
}
