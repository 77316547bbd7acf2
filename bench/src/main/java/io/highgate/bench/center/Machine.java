package io.highgate.bench.center;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What it runs on. Stateless. */
final class Machine {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private Machine() {}

    /** For the head of a report; the load average is that of now. */
    static List<String> about(List<String> arguments) throws IOException, InterruptedException {
        boolean changed =
                !said("git", "status", "--porcelain", "--untracked-files=no").isEmpty();
        return List.of(
                "date: " + ZonedDateTime.now(ZoneOffset.UTC).format(MINUTE),
                "commit: " + said("git", "rev-parse", "--short=12", "HEAD")
                        + (changed ? " with uncommitted changes" : ""),
                "command: bench/center/run " + String.join(" ", arguments),
                "machine: cpus " + Runtime.getRuntime().availableProcessors() + ", cpu "
                        + field("/proc/cpuinfo", "model name") + ", memory "
                        + Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024
                        + " MiB, kernel " + System.getProperty("os.version"),
                "java: " + System.getProperty("java.vm.version"),
                "load average before: " + loadAverage());
    }

    static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8).stream()
                .filter(it -> it.startsWith(name))
                .map(it -> it.substring(it.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "unknown";
    }
}
