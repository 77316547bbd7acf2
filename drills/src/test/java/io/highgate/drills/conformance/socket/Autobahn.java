package io.highgate.drills.conformance.socket;

import io.highgate.drills.conformance.socket.accelerated.Mask;
import io.highgate.drills.conformance.socket.accelerated.Utf8;
import io.highgate.drills.process.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run of the fuzzing client of the Autobahn test suite, which comes in a Maven artifact as Python 2
 * and runs on Jython in a process of its own. Immutable.
 *
 * @param cases how many the artifact has
 * @param verdicts in the order of the servers' names and the cases
 */
record Autobahn(int cases, List<Verdict> verdicts) {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path SCRIPT =
            Path.of(System.getProperty("highgate.root", ".."), "drills/src/test/autobahn/fuzz.py");

    Autobahn {
        verdicts = List.copyOf(verdicts);
    }

    /** Runs all cases against servers on ports of this machine, one server after the other. */
    static Autobahn against(Path folder, Map<String, Integer> servers) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpython.cachedir.skip=true",
                "-Dpython.path=" + jarOf("/autobahntestsuite/wstest.py"),
                "-cp",
                jarOf("/org/python/util/jython.class") + ":" + ownClasses(),
                "org.python.util.jython",
                SCRIPT.toAbsolutePath().normalize().toString()));
        servers.forEach((name, port) -> command.add(name + "=ws://127.0.0.1:" + port + "/"));
        try (Child child = Child.start(folder.resolve("autobahn.log"), Map.of(), command)) {
            int exit = child.awaitExit(PATIENCE);
            String said = child.output();
            if (exit != 0 || !said.contains("\nEND")) {
                throw new AssertionError("Autobahn did not come to its end, exit code " + exit + ":\n" + said);
            }
            return read(said);
        }
    }

    private static Autobahn read(String said) {
        List<Verdict> verdicts = new ArrayList<>();
        int cases = 0;
        for (String line : said.lines().toList()) {
            List<String> words = List.of(line.split("\t", -1));
            if (words.getFirst().equals("CASES")) {
                cases = Integer.parseInt(words.get(1));
            } else if (words.getFirst().equals("VERDICT")) {
                verdicts.add(Verdict.of(words.subList(1, words.size())));
            }
        }
        return new Autobahn(cases, verdicts);
    }

    /** Where the scripts find {@link Mask} and {@link Utf8}. */
    private static String ownClasses() {
        try {
            return Path.of(Mask.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The file that a class path entry with this resource is. */
    private static String jarOf(String resource) {
        URL url = Objects.requireNonNull(Autobahn.class.getResource(resource), resource);
        try {
            URL jar = ((JarURLConnection) url.openConnection()).getJarFileURL();
            return Path.of(jar.toURI()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** What it says of one server. */
    List<Verdict> of(String server) {
        return verdicts.stream().filter(it -> it.server().equals(server)).toList();
    }
}
