package io.highgate.drills.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was run to its end: its exit code and what it said. Immutable. */
public record Ran(int exit, String out, String err) {

    private static final int MINUTES = 3;

    /** Runs a program without input; fails when it does not end in time. */
    public static Ran of(String... command) {
        return of(List.of(command), "");
    }

    /** Runs a program that reads the given text. */
    public static Ran of(List<String> command, String input) {
        try {
            Path in = Files.createTempFile("drill", ".in");
            Path out = Files.createTempFile("drill", ".out");
            Path err = Files.createTempFile("drill", ".err");
            try {
                Files.writeString(in, input, StandardCharsets.ISO_8859_1);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                int exit = awaitEnd(process, command);
                return new Ran(exit, read(out), read(err));
            } finally {
                for (Path file : List.of(in, out, err)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("could not run " + command, e);
        }
    }

    private static int awaitEnd(Process process, List<String> command) {
        try {
            if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("did not end in " + MINUTES + " minutes: " + command);
    }

    /** Octet by octet, so that a download can be compared. */
    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
