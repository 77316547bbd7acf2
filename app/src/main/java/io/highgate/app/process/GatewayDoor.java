package io.highgate.app.process;

import io.highgate.app.life.Door;
import io.highgate.base.problem.Problem;
import io.highgate.gateway.Gateway;
import io.highgate.gateway.Publication;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;

/** A running gateway, as the life cycle of configuration sees it. Thread-safe as the gateway is. */
record GatewayDoor(Gateway gateway) implements Door {

    @Override
    public Publication publish(GatewaySpec spec) {
        return gateway.publish(spec);
    }

    @Override
    public void refused(List<Problem> problems, String source) {
        gateway.refused(problems, source);
    }
}
