package io.highgate.drills.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway's process takes, in KiB: heap after a full collection, memory outside the heap that
 * buffers live in, and what the kernel counts as resident. Immutable.
 */
public record Memory(long heap, long direct, long resident) {

    /** The JVM flag without which {@link #direct} cannot be told. */
    public static final String FLAG = "-XX:NativeMemoryTracking=summary";

    private static final Pattern HEAP = Pattern.compile("(?m)\\bused (\\d+)K");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Collects, then measures; the load should be over. */
    public static Memory of(RunningGateway gateway) {
        String pid = Long.toString(gateway.process().pid());
        jcmd(pid, "GC.run");
        return new Memory(
                number(HEAP, jcmd(pid, "GC.heap_info")),
                number(OTHER, jcmd(pid, "VM.native_memory", "summary", "scale=KB")),
                number(RESIDENT, status(pid)));
    }

    private static String jcmd(String pid, String... what) {
        String[] command = new String[what.length + 2];
        command[0] = Distribution.java("jcmd");
        command[1] = pid;
        System.arraycopy(what, 0, command, 2, what.length);
        Ran ran = Ran.of(command);
        if (ran.exit() != 0) {
            throw new AssertionError("jcmd: " + ran);
        }
        return ran.out();
    }

    private static String status(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no " + pattern + " in: " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
