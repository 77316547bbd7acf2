package io.highgate.drills.process;

import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a drill started, whose output goes to a file; killed, if need be, when closed. Thread-safe. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a process in the folder of its output file, with some additions to the environment. */
    public static Child start(Path output, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Objects.requireNonNull(output.toAbsolutePath().getParent())
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("HIGHGATE_") || name.startsWith("GATEWAY_"));
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new AssertionError("could not start " + command, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** A process below this one that runs that program; ends with this one. */
    public Descendant descendant(String program) {
        return process.descendants()
                .filter(it -> it.info().command().orElse("").endsWith("/" + program))
                .findFirst()
                .map(Descendant::new)
                .orElseThrow(() -> new AssertionError("no " + program + " below process " + pid()));
    }

    /** A process that another one started. Immutable. */
    public record Descendant(ProcessHandle process) {

        /** Sends a signal by its name, as "TERM". */
        public void signal(String name) {
            Child.signal(name, process.pid());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name, as "TERM", "KILL", "STOP". */
    public void signal(String name) {
        signal(name, pid());
    }

    private static void signal(String name, long pid) {
        Ran kill = Ran.of("kill", "-" + name, Long.toString(pid));
        if (kill.exit() != 0) {
            throw new AssertionError("kill -" + name + ": " + kill.err());
        }
    }

    /**
     * SIGSTOP, and waits until no thread runs any more: the signal is taken by one of them, and the
     * others go on until that one has got a processor.
     */
    public void freeze() {
        signal("STOP");
        Await.until("process " + pid() + " has stopped", this::isFrozen);
    }

    private boolean isFrozen() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (!stat.substring(stat.lastIndexOf(')') + 2).startsWith("T")) {
                    return false;
                }
            }
            return true;
        }
    }

    /** kill -9, and waits until the process is gone. */
    public void kill() {
        signal("KILL");
        awaitExit(Duration.ofSeconds(10));
    }

    /** The exit code; fails when the process does not end in time. */
    public int awaitExit(Duration atMost) {
        try {
            if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("still running after " + atMost + "; it said:\n" + output());
    }

    /** What it has said so far. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    /** Waits until it has said something. */
    public void awaitOutput(String text) {
        try {
            Await.until("it says '" + text + "'", () -> output().contains(text));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; it said:\n" + output(), late);
        }
    }

    /** Also wakes a stopped process: SIGKILL reaches those too. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitExit(Duration.ofSeconds(10));
        }
    }
}
