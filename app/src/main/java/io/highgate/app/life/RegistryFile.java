package io.highgate.app.life;

import io.highgate.gateway.center.Shelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was known of instances last, on disk; one file for each set of centers, so that those of one are
 * never taken for those of another, and one for all registries of others. A disk that cannot be written is reported when it turns bad and
 * when it is good again; the gateway does not depend on it. Confined to one thread at a time.
 */
public final class RegistryFile implements Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryFile.class);

    /** A hundred thousand instances that say much of themselves. */
    private static final long LARGEST = 256L * 1024 * 1024;

    private final Path folder;
    private boolean fails;

    public RegistryFile(Path stateFolder) {
        this.folder = stateFolder;
    }

    private Path file(String about) {
        return folder.toAbsolutePath().normalize().resolve("registry-" + Fingerprint.shortDigest(about) + ".ndjson");
    }

    @Override
    public Optional<String> load(String about) {
        Path file = file(about);
        try {
            if (Files.size(file) > LARGEST) {
                LOG.warn("the registry in {} is too large to be one; it is not read", file);
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("the registry in {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    @Override
    public synchronized void save(String about, String text) {
        try {
            DurableFile.write(file(about), text);
            if (fails) {
                LOG.info("what is known of instances is kept again");
            }
            fails = false;
        } catch (IOException e) {
            if (!fails) {
                LOG.warn("what is known of instances cannot be kept in {}: {}", file(about), e.toString());
            }
            fails = true;
        }
    }
}
