package io.highgate.bench.center;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is measured from outside, through /proc; killed when closed. Thread-safe. */
final class Child implements AutoCloseable {

    /** USER_HZ, which Linux shows to programs on every machine (man 5 proc). */
    private static final int TICKS_A_SECOND = 100;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program whose output goes to a file; nothing of our own settings is handed on. */
    static Child start(Path log, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .keySet()
                .removeIf(
                        it -> it.startsWith("HIGHGATE_") || it.startsWith("GATEWAY_") || it.startsWith("GOVERNANCE_"));
        builder.environment().putAll(environment);
        return new Child(builder.start(), log);
    }

    /** Starts a program of Highgate with its own JVM options, on the class path of this one. */
    static Child highgate(Path log, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "@" + options()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.highgate.app.Highgate"));
        command.addAll(List.of(arguments));
        return start(log, environment, command);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path options() {
        Path file = Path.of("app/src/main/launch/jvm.options");
        return (Files.exists(file) ? file : Path.of("..").resolve(file))
                .toAbsolutePath()
                .normalize();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** User and system time of all threads so far. */
    Duration cpu() throws IOException {
        String stat = Files.readString(proc("stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** Resident memory in MiB. */
    long residentMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(it -> it.startsWith("VmRSS:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** SIGSTOP, and waits until no thread runs any more. */
    void freeze() throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
        Waiting.until("process " + process.pid() + " stands still", () -> exit == 0 && isFrozen());
    }

    private boolean isFrozen() throws IOException {
        try (Stream<Path> threads = Files.list(proc("task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                if (!stat.substring(stat.lastIndexOf(')') + 2).startsWith("T")) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What it has said so far. */
    String output() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** SIGKILL, which reaches stopped ones too; waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            if (!ended) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
