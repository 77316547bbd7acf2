package io.highgate.app.life;

import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files and folders that a gateway is configured with, how they are read, and the environment
 * that wins over them. Immutable; what the files hold is asked anew each time.
 */
public record ConfigSource(
        ConfigReader reader, List<Path> paths, ReadOptions options, Map<String, String> environment) {

    public ConfigSource {
        paths = paths.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
        environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks everything; never throws for what is wrong in or with the files. Without files it is
     * what the environment says, which is enough for a center.
     */
    public ReadResult read() {
        return paths.isEmpty()
                ? reader.read("(no file)", "routes: []\n", options, environment)
                : reader.read(paths, options, environment);
    }

    /** Reads one other file in the same way. */
    ReadResult readInstead(Path file) {
        return reader.read(List.of(file), options, environment);
    }

    /** What the files hold now, as one comparable value. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(paths);
    }

    /** Names the files for a person: {@code a.yaml, b.yaml}. */
    public String title() {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /**
     * The folders in which something changes when the configuration does: those that hold the files
     * and, where a file is a symbolic link, those that hold what it points to.
     *
     * @param named files that the configuration names, as certificates
     */
    Set<Path> folders(Set<Path> named) {
        List<Path> all = new ArrayList<>(paths);
        all.addAll(named);
        return folders(all);
    }

    /** The same for any files. */
    static Set<Path> folders(List<Path> paths) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path path : paths) {
            addFolder(folders, path);
            addFolder(folders, real(path));
        }
        return folders;
    }

    /** What a link leads to; the path itself where that is away for a moment: a later look finds it. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path;
        }
    }

    private static void addFolder(Set<Path> folders, Path path) {
        if (path.toFile().isDirectory()) {
            folders.add(path);
        }
        Path parent = path.getParent();
        if (parent != null) {
            folders.add(parent);
        }
    }
}
