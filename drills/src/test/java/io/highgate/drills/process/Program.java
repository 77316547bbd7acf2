package io.highgate.drills.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/**
 * A program of this machine that a drill needs. Where it is missing the drill is skipped and names
 * the package to install; in CI, where everything is to be tested, it fails instead. Immutable.
 */
public record Program(Path file) {

    private static final Pattern PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Finds a program by its name. */
    public static Program needed(String name, String debianPackage) {
        return find(name)
                .orElseThrow(() -> missing("'" + name + "' is not installed: apt-get install " + debianPackage));
    }

    /** A tool of the JDK that runs the drills. */
    public static Program ofJdk(String tool) {
        return new Program(Path.of(System.getProperty("java.home"), "bin", tool));
    }

    /** What ends a drill that cannot take place here: skipped on a user's machine, failed in CI. */
    public static RuntimeException missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason + " (in CI a drill is not skipped)");
        }
        return new TestAbortedException(reason);
    }

    private static Optional<Program> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return PATHS.splitAsStream(path)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Program::new);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
