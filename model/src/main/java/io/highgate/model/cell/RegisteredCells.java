package io.highgate.model.cell;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamTlsSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** The cells that a center knows and no configuration names, as upstreams beside the configured ones. Pure. */
public final class RegisteredCells {

    private RegisteredCells() {}

    /**
     * The configuration with them; what it names itself wins. Without a center it stays as it is.
     *
     * @param cells their names, and whether connections to their instances are encrypted
     */
    public static GatewaySpec beside(GatewaySpec configured, SortedMap<String, Boolean> cells) {
        CenterSpec center = configured.center();
        if (center == null || cells.isEmpty()) {
            return configured;
        }
        UpstreamSpec plain = SpecShape.with(center.cells(), "cell", true);
        UpstreamSpec secure = plain.tls() != null ? plain : SpecShape.with(plain, "tls", UpstreamTlsSpec.standard());
        Map<String, UpstreamSpec> upstreams = new LinkedHashMap<>(configured.upstreams());
        cells.forEach((name, encrypted) -> {
            if (!upstreams.containsKey(name)) {
                upstreams.put(
                        name, SpecShape.with(encrypted ? secure : plain, "discover", new DiscoverSpec.Center(name)));
            }
        });
        return SpecShape.with(configured, "upstreams", Collections.unmodifiableMap(upstreams));
    }
}
