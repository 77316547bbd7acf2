package io.highgate.bench.center;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a real center, simulates instances and gateways around it, and says what that costs and how soon
 * it is told. {@code bench/center/run} runs it.
 */
public final class CenterBench {

    private CenterBench() {}

    /** Exit status: 0 measured, 1 something failed or took too long, 2 wrong arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.read(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("bench/center/run: " + e.getMessage());
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(CenterBench::endChildren));
        Thread.ofPlatform().daemon().start(() -> endAfter(Duration.ofSeconds(settings.deadline())));
        List<String> about = new ArrayList<>(Machine.about(List.of(arguments)));
        if (settings.note() != null) {
            about.addFirst("note: " + settings.note());
        }
        String text = measure(settings, about);
        if (settings.out() != null) {
            Files.writeString(settings.out(), text);
        } else {
            System.out.print(text);
        }
        System.exit(0); // simulated instances still sleep
    }

    /** Measures in a folder that is gone afterwards; the results as Markdown. */
    static String measure(Settings settings, List<String> about) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("highgate-bench-center");
        try {
            List<Trial.Found> all = new ArrayList<>();
            all.add(new Trial(settings, false, folder).run());
            if (settings.redis()) {
                all.add(new Trial(settings, true, folder).run());
            }
            List<String> facts = new ArrayList<>(about);
            facts.add("load average behind: " + Machine.loadAverage());
            facts.add("%d instances, %d cells, %d streams; each steady measurement %d s after %d s of warm-up"
                    .formatted(
                            settings.instances(),
                            settings.cells(),
                            settings.streams(),
                            settings.seconds(),
                            settings.warmUp()));
            Report report = new Report(facts);
            all.forEach(report::add);
            return report.text();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void endAfter(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            return;
        }
        System.err.println("bench/center/run: out of time; --deadline allows more");
        System.exit(1);
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
