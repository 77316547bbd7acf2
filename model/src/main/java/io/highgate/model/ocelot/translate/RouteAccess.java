package io.highgate.model.ocelot.translate;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.OcelotAddresses;
import io.highgate.model.ocelot.OcelotAuthentication;
import io.highgate.model.ocelot.OcelotClaims;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.AddressesSpec;
import io.highgate.model.spec.ClaimsSpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may call a route, and what is told of who does, in native settings. Pure. */
final class RouteAccess {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final AccessSpec EVERYBODY = SpecShape.defaults(AccessSpec.class);

    private RouteAccess() {}

    /** The settings of the native route, by name. */
    static Map<String, Object> of(OcelotRoute route, Compat compat) {
        OcelotAuthentication authentication = route.options().authentication();
        OcelotClaims claims = route.claims();
        Map<String, Object> settings = new HashMap<>();
        if (authentication.identifies()) {
            settings.put("access", access(authentication, claims));
        } else if (authentication.anonymous()) {
            settings.put("access", EVERYBODY);
        }
        settings.put("claims", new ClaimsSpec(claims.added(), claims.headers(), claims.queries(), claims.path()));
        AddressesSpec addresses = addresses(route.options().addresses(), compat);
        if (addresses != null) {
            settings.put("addresses", addresses);
        }
        return settings;
    }

    private static AccessSpec access(OcelotAuthentication authentication, OcelotClaims claims) {
        return SpecShape.with(
                EVERYBODY,
                Map.of("by", authentication.schemes(), "scopes", authentication.scopes(), "claims", claims.required()));
    }

    private static @Nullable AddressesSpec addresses(OcelotAddresses addresses, Compat compat) {
        return addresses.isEmpty()
                ? null
                : new AddressesSpec(
                        addresses.allowed(),
                        addresses.blocked(),
                        addresses.allowedWin(),
                        compat.is25() ? FORBIDDEN : UNAUTHORIZED);
    }
}
