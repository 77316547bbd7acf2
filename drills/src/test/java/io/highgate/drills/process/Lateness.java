package io.highgate.drills.process;

import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * How long processes were kept waiting for a processor since a moment, by the kernel's own count, and for how long
 * processors were taken from the machine itself: what a drill subtracts from a time that was to be short, because on
 * a busy machine it is not the program's. Nearly nothing on a machine that is not. Confined to the drill's thread.
 */
public final class Lateness {

    /** A tick of /proc/stat is a hundredth of a second wherever Linux runs. */
    private static final long TICK = Duration.ofMillis(10).toNanos();

    private static final int STEAL = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String named;
    private final Map<Child, Map<Path, Long>> before = new HashMap<>();
    private final long stolenBefore = stolen();

    private Lateness(String named) {
        this.named = named;
    }

    /** Counts from now on. */
    public static Lateness of(Child... processes) {
        return of("", processes);
    }

    /** Counts from now on, and only threads whose names begin so. */
    public static Lateness of(String named, Child... processes) {
        Lateness lateness = new Lateness(named);
        for (Child process : processes) {
            lateness.before.put(process, lateness.waited(process));
        }
        return lateness;
    }

    /**
     * Waits until something holds, and fails if that takes longer than the processes may take for it.
     *
     * @return how long it took, late or not
     */
    public static Duration within(Duration limit, String what, Callable<Boolean> condition, Child... processes) {
        Lateness lateness = of(processes);
        long began = System.nanoTime();
        Await.until(what, PATIENCE, condition);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Duration late = lateness.soFar();
        if (took.minus(late).compareTo(limit) > 0) {
            throw new AssertionError("%s: after %d ms, the machine late by up to %d ms of them; expected within %d ms"
                    .formatted(what, took.toMillis(), late.toMillis(), limit.toMillis()));
        }
        return took;
    }

    /** So long each process has waited in that of its threads that waited most, all of them together. */
    public Duration soFar() {
        long sum = 0;
        for (Map.Entry<Child, Map<Path, Long>> each : before.entrySet()) {
            Map<Path, Long> earlier = each.getValue();
            sum += waited(each.getKey()).entrySet().stream()
                    .mapToLong(it -> it.getValue() - earlier.getOrDefault(it.getKey(), 0L))
                    .max()
                    .orElse(0);
        }
        return Duration.ofNanos(sum + stolen() - stolenBefore);
    }

    /** Nanoseconds that a hypervisor gave to others, of all processors together. */
    private static long stolen() {
        List<String> lines = lines(Path.of("/proc/stat"));
        return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().split(" +", -1)[STEAL]) * TICK;
    }

    /** Nanoseconds for each thread: the second number of Linux' schedstat. */
    private Map<Path, Long> waited(Child process) {
        Map<Path, Long> waited = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                List<String> lines = lines(thread.resolve("schedstat"));
                if (!lines.isEmpty() && isNamed(thread)) {
                    waited.put(thread, Long.parseLong(lines.getFirst().split(" ", -1)[1]));
                }
            }
        } catch (IOException gone) {
            return waited;
        }
        return waited;
    }

    private boolean isNamed(Path thread) {
        return named.isEmpty() || lines(thread.resolve("comm")).stream().anyMatch(it -> it.startsWith(named));
    }

    /** None of a thread that has ended. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException ended) {
            return List.of();
        }
    }
}
