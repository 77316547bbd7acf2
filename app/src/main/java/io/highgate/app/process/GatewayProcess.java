package io.highgate.app.process;

import io.highgate.app.life.ConfigLife;
import io.highgate.app.life.ConfigSource;
import io.highgate.app.life.ConfigWatch;
import io.highgate.app.life.Fingerprint;
import io.highgate.app.life.FirstConfig;
import io.highgate.app.life.LastGood;
import io.highgate.app.life.Watched;
import io.highgate.app.takeover.HandOver;
import io.highgate.app.takeover.Succession;
import io.highgate.app.takeover.TakeOver;
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
    private final Path state;
    private final @Nullable LastGood lastGood;
    private final Succession succession;

    /** How a start ended. Immutable. */
    public sealed interface Outcome {

        /** It ran, was asked to stop and has drained. */
        record Stopped() implements Outcome {}

        /** There is no configuration to run. */
        record Refused(List<Problem> problems) implements Outcome {}

        /** Something else was in the way, as a port that is taken. */
        record NotStarted(String reason) implements Outcome {}

        /** The process that was to be taken over goes on, if there is one. */
        record NotTakenOver(String reason) implements Outcome {}
    }

    /**
     * @param state the folder for what outlives the process
     * @param keepsLastGood whether the last good configuration is kept there and stands in for broken files
     */
    public GatewayProcess(ConfigSource source, Path state, boolean keepsLastGood, Succession succession) {
        this.source = source;
        this.state = state;
        this.succession = succession;
        this.lastGood = keepsLastGood ? new LastGood(state, source) : null;
    }

    /** Runs until the switch is pressed. */
    public Outcome run(StopSwitch stop) throws InterruptedException {
        ConfigLife life = new ConfigLife(source, lastGood);
        Fingerprint unread = source.fingerprint();
        // What is good enough after a crash is not when another process serves well.
        boolean mustBeGood = succession.wish() == Succession.Wish.REQUIRED;
        FirstConfig first = mustBeGood ? new ConfigLife(source, null).first() : life.first();
        Fingerprint before = unread.with(life.named());
        return switch (first) {
            case FirstConfig.FromFiles files -> serve(files.spec(), before, life, first, stop);
            case FirstConfig.FromLastGood kept -> serve(kept.spec(), before, life, first, stop);
            case FirstConfig.Missing missing -> new Outcome.Refused(missing.problems());
        };
    }

    private Outcome serve(GatewaySpec spec, Fingerprint before, ConfigLife life, FirstConfig first, StopSwitch stop)
            throws InterruptedException {
        Gateway gateway = Wiring.gateway(state);
        GatewayDoor door = new GatewayDoor(gateway);
        if (lastGood != null) {
            gateway.countUnkept(lastGood::failures);
        }
        ConfigWatch watch = new ConfigWatch(
                Watched.config(source, life::named, before, () -> life.reload(door)),
                Watched.files(gateway::endpointFiles, gateway::readEndpointFiles));
        // Before anybody can see that it serves: a hang-up without a reaction ends a process.
        Signals.on("HUP", watch::ask);
        Outcome unable = start(gateway, spec, first);
        if (unable != null) {
            return unable;
        }
        if (first instanceof FirstConfig.FromLastGood kept) {
            gateway.refused(kept.problems(), source.title());
        }
        gateway.onDrain(stop::ask);
        HandOver handOver = succession.await(gateway);
        try (watch) {
            watch.start();
            life.started(first);
            stop.await();
        }
        if (handOver != null) {
            handOver.close();
        }
        drain(gateway);
        return new Outcome.Stopped();
    }

    /** Null when the gateway serves, else what was in the way. */
    private @Nullable Outcome start(Gateway gateway, GatewaySpec spec, FirstConfig first) {
        try (TakeOver running = succession.reach(gateway)) {
            if (running != null && first instanceof FirstConfig.FromLastGood kept) {
                return new Outcome.Refused(kept.problems());
            }
            succession.start(gateway, spec, running);
            return null;
        } catch (Succession.NotTakenOver e) {
            return new Outcome.NotTakenOver(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
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
