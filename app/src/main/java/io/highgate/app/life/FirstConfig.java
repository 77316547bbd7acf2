package io.highgate.app.life;

import io.highgate.base.problem.Problem;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;

/** What a gateway starts with. Immutable. */
public sealed interface FirstConfig {

    /** The files are good. */
    record FromFiles(GatewaySpec spec, List<Problem> problems) implements FirstConfig {}

    /** The files are broken; the configuration that was last accepted stands in. */
    record FromLastGood(GatewaySpec spec, List<Problem> problems) implements FirstConfig {}

    /** The files are broken and nothing stands in. */
    record Missing(List<Problem> problems) implements FirstConfig {}
}
