package io.highgate.app.life;

import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that was last in use, on disk, as native YAML. One file for each set of
 * configuration files, so that two gateways started in one folder do not stand in for each other.
 * A disk that cannot be written is reported once when it turns bad and once when it is good again;
 * the gateway does not depend on it. Confined to one thread, but for {@link #failures}.
 */
public final class LastGood {

    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private static final String HEADING =
            "# Written by Highgate: the configuration that was last in use. It may hold secrets. Do not edit.\n";

    private final Path file;
    private long failuresInARow;
    private final AtomicLong failures = new AtomicLong();

    public LastGood(Path stateDirectory, ConfigSource files) {
        this.file = stateDirectory.toAbsolutePath().normalize().resolve(name(files));
    }

    private static String name(ConfigSource files) {
        Path first = files.paths().getFirst().getFileName();
        String title = first == null ? "root" : first.toString();
        return "last-good-" + title + "-" + Fingerprint.shortDigest(files.title()) + ".yaml";
    }

    /** Where it is kept. */
    public Path file() {
        return file;
    }

    /** How often it could not be written; any thread may ask. */
    public long failures() {
        return failures.get();
    }

    /** Keeps this configuration; false when the disk did not take it (the one before stays). */
    public boolean save(GatewaySpec spec) {
        String text = HEADING + NativeYaml.printWithSecrets(spec);
        try {
            DurableFile.write(file, text);
        } catch (IOException e) {
            failures.incrementAndGet();
            if (failuresInARow++ == 0) {
                LOG.warn("The last good configuration cannot be kept in {}: {}", file, e.toString());
            }
            return false;
        }
        if (failuresInARow > 0) {
            LOG.info("The last good configuration is kept again, after {} failures", failuresInARow);
            failuresInARow = 0;
        }
        return true;
    }

    /** What was kept, if it can be read; the environment wins over it as over any file. */
    Optional<GatewaySpec> load(ConfigSource files) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        ReadResult result = files.readInstead(file);
        if (result.spec() == null) {
            LOG.error("The last good configuration cannot be used either:{}", ProblemLines.of(result.problems()));
        }
        return Optional.ofNullable(result.spec());
    }
}
