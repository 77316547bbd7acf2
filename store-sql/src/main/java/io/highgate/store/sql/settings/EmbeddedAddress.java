package io.highgate.store.sql.settings;

import java.nio.file.Path;

/**
 * A database of this process alone, in one file (H2). Immutable.
 *
 * @param file its name without {@code .mv.db}, absolute
 */
public record EmbeddedAddress(Path file) implements SqlAddress {

    /** What H2 adds to the name. */
    public static final String SUFFIX = ".mv.db";

    public EmbeddedAddress {
        file = file.toAbsolutePath().normalize();
    }

    /** The one that is used when nothing else is said. */
    public static EmbeddedAddress in(Path stateFolder) {
        return new EmbeddedAddress(stateFolder.resolve("highgate"));
    }

    /** The file itself. */
    public Path stored() {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    @Override
    public String shown() {
        return "the file " + stored();
    }
}
