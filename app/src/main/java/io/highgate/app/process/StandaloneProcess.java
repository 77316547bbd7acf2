package io.highgate.app.process;

import io.highgate.app.center.RunningCenter;
import io.highgate.app.life.ConfigSource;
import io.highgate.app.stores.ProcessStores;
import io.highgate.app.takeover.Succession;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.StoreAwayException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A center and a gateway that follows it, in one process and from one configuration. They talk over loopback
 * as if they were two. Confined to the thread that runs it.
 */
public final class StandaloneProcess {

    private static final String ASKED_BY_NAME = "the center encrypts (governance.tls), and the gateway has to ask it by"
            + " a name in its certificate: say center.urls: ['https://NAME:8005'], and center.tls.trust if its authority"
            + " is not one of the Java platform's";

    private final ConfigSource source;
    private final Path state;
    private final Succession succession;

    /**
     * One that has not been started.
     *
     * @param state the folder for what outlives the process
     */
    public StandaloneProcess(ConfigSource source, Path state, Succession succession) {
        this.source = source;
        this.state = state;
        this.succession = succession;
    }

    /** Runs both until the switch is pressed; how the gateway ended. */
    public GatewayProcess.Outcome run(StopSwitch stop) throws InterruptedException {
        ReadResult read = source.read();
        GatewaySpec spec = read.spec();
        if (spec == null) {
            return new GatewayProcess.Outcome.Refused(read.problems());
        }
        if (spec.governance().tls() != null && spec.center() == null) {
            return new GatewayProcess.Outcome.NotStarted(ASKED_BY_NAME);
        }
        try (ProcessStores stores = Wiring.stores(spec, state)) {
            RunningCenter center = new RunningCenter(spec, stores, state);
            center.start();
            try {
                boolean keepsLastGood = !source.paths().isEmpty(); // where there is no file, there is none to be broken
                return new GatewayProcess(following(center, spec), state, keepsLastGood, succession).run(stop);
            } finally {
                center.stop();
            }
        } catch (IOException | StoreAwayException e) {
            return new GatewayProcess.Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    /** The same configuration, with the center of this process in place of any other; one that encrypts is asked by name. */
    private ConfigSource following(RunningCenter center, GatewaySpec spec) throws IOException {
        Map<String, String> environment = new HashMap<>(source.environment());
        Map<String, String> followed = new HashMap<>(center.followed("standalone"));
        if (spec.governance().tls() != null) {
            followed.remove("GOVERNANCE_URL");
        }
        environment.putAll(followed);
        return new ConfigSource(source.reader(), source.paths(), source.options(), environment);
    }
}
