package io.highgate.drills.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a build leaves behind, and the command line with which the launcher starts it: its JVM flags,
 * then HIGHGATE_OPTS, then the class path. The launcher itself would build again. Stateless.
 */
final class Distribution {

    private static final Path ROOT = Path.of(System.getProperty("highgate.root", ".."));
    private static final Path BUILT = ROOT.resolve("app/target");

    private Distribution() {}

    /**
     * JVM flags for starts at half the cost, as the launcher has them: those with a cache of classes
     * that a run of the demo leaves in a file.
     */
    static List<String> startUpCache(Path file) {
        Ran training = Ran.of(command(List.of("-XX:AOTCacheOutput=" + file), List.of("demo", "--once", "--port", "0"))
                .toArray(String[]::new));
        if (training.exit() != 0) {
            throw new AssertionError("no start-up cache: " + training);
        }
        return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    static List<String> command(List<String> jvmFlags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java("java"));
        command.add("@"
                + ROOT.resolve("app/src/main/launch/jvm.options")
                        .toAbsolutePath()
                        .normalize());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classPath(), "io.highgate.app.Highgate"));
        command.addAll(arguments);
        return command;
    }

    /** A tool of the JDK that runs the drills. */
    static String java(String tool) {
        return Program.ofJdk(tool).toString();
    }

    private static String classPath() {
        Path jar = BUILT.resolve("highgate-app.jar").toAbsolutePath().normalize();
        try (Stream<Path> jars = Files.list(BUILT.resolve("lib"))) {
            List<String> all = new ArrayList<>(List.of(jar.toString()));
            jars.map(it -> it.toAbsolutePath().normalize().toString()).sorted().forEach(all::add);
            return String.join(":", all);
        } catch (IOException e) {
            throw new AssertionError("there is no built gateway: mvn -pl drills -am verify -Pdrills builds it", e);
        }
    }
}
