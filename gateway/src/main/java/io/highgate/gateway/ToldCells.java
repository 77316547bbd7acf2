package io.highgate.gateway;

import io.highgate.base.unit.Ratio;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which cell an upstream is, for the center that is told of requests. Immutable. */
record ToldCells(GatewaySpec spec) {

    /** As centers take it: stricter than here, and one name that is wrong has a report refused. */
    private static final Pattern TAKEN = Pattern.compile("(?!.*\\.\\.)[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

    /** The share of requests without a trace that are told as spans; null if nobody is told of any. */
    @Nullable
    Ratio sampling() {
        CenterSpec center = spec.center();
        return center == null || center.report().isZero() ? null : center.traces();
    }

    /** The cell; null if nobody is told of it. */
    @Nullable
    String of(String upstream) {
        UpstreamSpec named = spec.upstreams().get(upstream);
        if (sampling() == null || named == null) {
            return null;
        }
        String cell = named.discover() instanceof DiscoverSpec.Center found ? found.cell() : upstream;
        return TAKEN.matcher(cell).matches() ? cell : null;
    }
}
