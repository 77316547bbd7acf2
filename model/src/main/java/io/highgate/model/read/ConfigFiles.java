package io.highgate.model.read;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files that are meant by files and directories. Pure but for looking at the disk. */
public final class ConfigFiles {

    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml", ".json");

    private ConfigFiles() {}

    /** The files in order, each once; a directory stands for its configuration files by name. */
    public static List<Path> find(List<Path> paths, Problems problems) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(inDirectory(path, problems));
            } else {
                files.add(path.normalize());
            }
        }
        return new ArrayList<>(files);
    }

    /**
     * Hidden names are passed over, and with them the {@code ..data} links by which Kubernetes
     * switches a mounted ConfigMap; the visible links to files behind them are followed.
     */
    private static List<Path> inDirectory(Path directory, Problems problems) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found = entries.filter(it -> isConfig(it.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                problems.error(Place.of(directory.toString()), "there is no *.yaml, *.yml or *.json in this directory");
            }
            return found;
        } catch (IOException e) {
            problems.error(Place.of(directory.toString()), "this directory cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isConfig(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(lower::endsWith);
    }
}
