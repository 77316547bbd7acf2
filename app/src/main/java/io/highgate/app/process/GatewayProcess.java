package io.highgate.app.process;

import io.highgate.app.life.ConfigLife;
import io.highgate.app.life.ConfigSource;
import io.highgate.app.life.ConfigWatch;
import io.highgate.app.life.Fingerprint;
import io.highgate.app.life.FirstConfig;
import io.highgate.app.life.LastGood;
import io.highgate.base.problem.Problem;
import io.highgate.gateway.Gateway;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway as a process: starts from files, follows their changes, ends in order. Confined to the
 * thread that runs it.
 */
public final class GatewayProcess {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

    private final ConfigSource source;
    private final @Nullable LastGood lastGood;

    /** How a start ended. Immutable. */
    public sealed interface Outcome {

        /** It ran, was asked to stop and has drained. */
        record Stopped() implements Outcome {}

        /** There is no configuration to run. */
        record Refused(List<Problem> problems) implements Outcome {}

        /** Something else was in the way, as a port that is taken. */
        record NotStarted(String reason) implements Outcome {}
    }

    /** With null for {@code state} nothing is kept on disk and nothing stands in for broken files. */
    public GatewayProcess(ConfigSource source, @Nullable Path state) {
        this.source = source;
        this.lastGood = state == null ? null : new LastGood(state, source);
    }

    /** Runs until the switch is pressed. */
    public Outcome run(StopSwitch stop) throws InterruptedException {
        ConfigLife life = new ConfigLife(source, lastGood);
        Fingerprint unread = source.fingerprint();
        FirstConfig first = life.first();
        Fingerprint before = unread.with(life.named());
        return switch (first) {
            case FirstConfig.FromFiles files -> serve(files.spec(), before, life, first, stop);
            case FirstConfig.FromLastGood kept -> serve(kept.spec(), before, life, first, stop);
            case FirstConfig.Missing missing -> new Outcome.Refused(missing.problems());
        };
    }

    private Outcome serve(GatewaySpec spec, Fingerprint before, ConfigLife life, FirstConfig first, StopSwitch stop)
            throws InterruptedException {
        Gateway gateway = Wiring.gateway();
        GatewayDoor door = new GatewayDoor(gateway);
        if (lastGood != null) {
            gateway.countUnkept(lastGood::failures);
        }
        ConfigWatch watch = new ConfigWatch(source, life::named, before, () -> life.reload(door));
        // Before anybody can see that it serves: a hang-up without a reaction ends a process.
        Signals.on("HUP", watch::ask);
        try {
            gateway.start(spec);
        } catch (IOException e) {
            return new Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
        if (first instanceof FirstConfig.FromLastGood kept) {
            gateway.refused(kept.problems(), source.title());
        }
        try (watch) {
            watch.start();
            gateway.onDrain(stop::ask);
            life.started(first);
            stop.await();
        }
        drain(gateway);
        return new Outcome.Stopped();
    }

    /** Lets requests under way end, for as long as the configuration allows, then closes everything. */
    public static void drain(Gateway gateway) throws InterruptedException {
        Duration patience = gateway.snapshot().spec().timeouts().drain();
        gateway.beginDrain();
        if (gateway.awaitDrained(patience)) {
            LOG.info("stopped; every request was answered");
        } else {
            LOG.warn("stopped after {}s with {} requests under way", patience.toSeconds(), gateway.inFlight());
        }
        gateway.close();
    }
}
