package io.highgate.app.process;

import io.highgate.app.center.RunningCenter;
import io.highgate.app.life.ConfigSource;
import io.highgate.app.stores.ProcessStores;
import io.highgate.base.problem.Problem;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A center as a process: starts from files and the environment, ends in order. Confined to the thread that runs it. */
public final class CenterProcess {

    private final ConfigSource source;
    private final Path state;

    /** How it ended. Immutable. */
    public sealed interface Outcome {

        /** It ran, and was asked to stop. */
        record Stopped() implements Outcome {}

        /** There is no configuration to run. */
        record Refused(List<Problem> problems) implements Outcome {}

        /** Something else was in the way, as a port that is taken. */
        record NotStarted(String reason) implements Outcome {}
    }

    /**
     * One that has not been started.
     *
     * @param state the folder for what outlives the process
     */
    public CenterProcess(ConfigSource source, Path state) {
        this.source = source;
        this.state = state;
    }

    /** Runs until the switch is pressed. */
    public Outcome run(StopSwitch stop) throws InterruptedException {
        ReadResult read = source.read();
        GatewaySpec spec = read.spec();
        if (spec == null) {
            return new Outcome.Refused(read.problems());
        }
        try (ProcessStores stores = Wiring.stores(spec, state)) {
            RunningCenter center = new RunningCenter(spec, stores, state);
            center.start();
            stop.await();
            center.stop();
            return new Outcome.Stopped();
        } catch (IOException e) {
            return new Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
    }
}
