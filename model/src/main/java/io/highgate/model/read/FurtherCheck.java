package io.highgate.model.read;

import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.GatewaySpec;

/** What can only be checked by those whom the model does not know, as addresses of stores. Pure. */
@FunctionalInterface
public interface FurtherCheck {

    /** Nothing to check. */
    FurtherCheck NONE = (spec, places, problems) -> {};

    /** Reports what is wrong. */
    void check(GatewaySpec spec, Places places, Problems problems);
}
