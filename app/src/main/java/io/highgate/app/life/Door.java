package io.highgate.app.life;

import io.highgate.base.problem.Problem;
import io.highgate.gateway.Publication;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;

/**
 * Where configuration goes once it is read: the running gateway. Called from one thread at a time.
 */
public interface Door {

    /** Swaps the running configuration for this one, or refuses it and changes nothing. */
    Publication publish(GatewaySpec spec);

    /** Takes note of a source that could not be read: in the log, the metrics and the snapshot page. */
    void refused(List<Problem> problems, String source);
}
