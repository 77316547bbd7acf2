package io.highgate.app.life;

import io.highgate.base.problem.Problem;
import io.highgate.gateway.Publication;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of configuration from files to the running gateway: read, check, publish, remember.
 * What is refused changes nothing; the door logs it once with all its problems. {@link #first} comes
 * before everything else; afterwards confined to one thread.
 */
public final class ConfigLife {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigLife.class);

    private final ConfigSource files;
    private final @Nullable LastGood lastGood;
    private volatile Set<Path> named = Set.of();

    /** With null for {@code lastGood} nothing is remembered and nothing stands in. */
    public ConfigLife(ConfigSource files, @Nullable LastGood lastGood) {
        this.files = files;
        this.lastGood = lastGood;
    }

    /** What to start with: the files, or else what was accepted last. */
    public FirstConfig first() {
        ReadResult result = read();
        GatewaySpec spec = result.spec();
        if (spec != null) {
            doubts(result.problems());
            return new FirstConfig.FromFiles(spec, result.problems());
        }
        Optional<GatewaySpec> kept = lastGood == null ? Optional.empty() : lastGood.load(files);
        if (kept.isEmpty()) {
            return new FirstConfig.Missing(result.problems());
        }
        LOG.warn(
                "THE CONFIGURATION IS BROKEN: starting with the last good one ({}), not with {}{}",
                lastGood == null ? "" : lastGood.file(),
                files.title(),
                ProblemLines.of(result.problems()));
        return new FirstConfig.FromLastGood(kept.get(), result.problems());
    }

    private ReadResult read() {
        ReadResult result = files.read();
        if (result.named() != null) {
            named = result.named();
        }
        return result;
    }

    /**
     * The files that the configuration named when it was read last, good or not: certificates and
     * keys, whose change is a change of the configuration. May be asked by any thread.
     */
    public Set<Path> named() {
        return named;
    }

    /** Remembers what the gateway has started with, once its ports are open. */
    public void started(FirstConfig first) {
        if (first instanceof FirstConfig.FromFiles read) {
            remember(read.spec());
        }
    }

    /** Reads the files again and hands them to the gateway, if they are good. */
    public void reload(Door door) {
        ReadResult result = read();
        GatewaySpec spec = result.spec();
        if (spec == null) {
            door.refused(result.problems(), files.title());
            return;
        }
        switch (door.publish(spec)) {
            case Publication.Accepted _ -> {
                doubts(result.problems());
                remember(spec);
            }
            case Publication.Unchanged _ -> LOG.info("{} means the same as before; nothing changes", files.title());
            case Publication.Refused _ -> LOG.debug("the gateway has said why it refuses {}", files.title());
        }
    }

    /** Says what is doubtful in a configuration that is used all the same. */
    private void doubts(List<Problem> problems) {
        if (!problems.isEmpty()) {
            LOG.warn("{} things to look at in {}:{}", problems.size(), files.title(), ProblemLines.of(problems));
        }
    }

    private void remember(GatewaySpec spec) {
        if (lastGood != null) {
            lastGood.save(spec);
        }
    }
}
