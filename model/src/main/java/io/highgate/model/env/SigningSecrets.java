package io.highgate.model.env;

import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.SigningSpec;
import java.util.ArrayList;
import java.util.List;

/** GATEWAY_SIGNING_SECRET: all requests to upstreams are signed, as the cells of the earlier system verify it. Pure. */
final class SigningSecrets {

    private SigningSecrets() {}

    static GatewaySpec apply(GatewaySpec spec, String secret) {
        Secret wanted = new Secret(secret);
        List<FilterSpec> filters = new ArrayList<>();
        boolean there = false;
        for (FilterSpec filter : spec.filters()) {
            if (filter instanceof FilterSpec.Sign(SigningSpec sign)) {
                filters.add(new FilterSpec.Sign(SpecShape.with(sign, "secret", wanted)));
                there = true;
            } else {
                filters.add(filter);
            }
        }
        if (!there) {
            filters.add(new FilterSpec.Sign(
                    new SigningSpec(wanted, SigningSpec.Version.V1, io.highgate.base.unit.DataSize.parse("1MiB"))));
        }
        return SpecShape.with(spec, "filters", List.copyOf(filters));
    }
}
