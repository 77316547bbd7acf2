package io.highgate.app.process;

import io.highgate.app.center.RunningCenter;
import io.highgate.app.life.ConfigSource;
import io.highgate.app.stores.ProcessStores;
import io.highgate.app.takeover.Succession;
import io.highgate.center.access.KeyDesk;
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
        try (ProcessStores stores = Wiring.stores(spec, state)) {
            RunningCenter center = new RunningCenter(spec, stores, state);
            center.start();
            try {
                boolean keepsLastGood = !source.paths().isEmpty(); // where there is no file, there is none to be broken
                return new GatewayProcess(following(center), state, keepsLastGood, succession).run(stop);
            } finally {
                center.stop();
            }
        } catch (IOException | StoreAwayException e) {
            return new GatewayProcess.Outcome.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    /** The same configuration, with the center of this process in place of any other. */
    private ConfigSource following(RunningCenter center) throws IOException {
        KeyDesk.Given key = center.gatewayKey("standalone");
        Map<String, String> environment = new HashMap<>(source.environment());
        environment.put("GOVERNANCE_URL", "http://127.0.0.1:" + center.port());
        environment.put("GATEWAY_CENTER_KEY", key.key().safeKey());
        environment.put("GATEWAY_CENTER_SECRET", key.secret().reveal());
        return new ConfigSource(source.reader(), source.paths(), source.options(), environment);
    }
}
