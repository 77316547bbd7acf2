package io.highgate.gateway.identity;

import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.GatewaySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authenticators of a configuration, by name. Immutable. */
final class Authenticators {

    /** The one that is there wherever login is on, unless another one has its name. */
    private static final String SESSION = "session";

    private final Map<String, Authenticator> byName;

    private Authenticators(Map<String, Authenticator> byName) {
        this.byName = byName;
    }

    static Authenticators compile(GatewaySpec spec, Identity identity) {
        Map<String, Authenticator> byName = new HashMap<>();
        spec.authenticators().forEach((name, it) -> byName.put(name, compile(name, it, identity)));
        if (spec.login() != null) {
            byName.computeIfAbsent(
                    SESSION,
                    name -> new SessionAuthenticator(name, identity.stores().sessions()));
        }
        return new Authenticators(Map.copyOf(byName));
    }

    private static Authenticator compile(String name, AuthenticatorSpec spec, Identity identity) {
        return switch (spec) {
            case AuthenticatorSpec.Session it ->
                new SessionAuthenticator(name, identity.stores().sessions());
        };
    }

    /** Those with the names, in their order; the names have been checked. */
    List<Authenticator> named(List<String> names) {
        return names.stream().map(this::named).toList();
    }

    private Authenticator named(String name) {
        @Nullable Authenticator found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no authenticator " + name);
        }
        return found;
    }
}
