package io.highgate.gateway.identity;

import io.highgate.gateway.identity.sign.Seen;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LoginSpec;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.memory.MemoryCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authenticators of a configuration, by name. Immutable. */
final class Authenticators {

    /** The one that is there wherever login is on, unless another one has its name. */
    private static final String SESSION = "session";

    /** Signatures that are remembered here while what gateways share is away. */
    private static final int MOST_SEEN = 100_000;

    private final Map<String, Authenticator> byName;

    private Authenticators(Map<String, Authenticator> byName) {
        this.byName = byName;
    }

    static Authenticators compile(GatewaySpec spec, Identity identity) {
        Map<String, Authenticator> byName = new HashMap<>();
        spec.authenticators().forEach((name, it) -> byName.put(name, compile(name, it, identity)));
        LoginSpec login = spec.login();
        if (login != null) {
            boolean cookie = login.cookie() != LoginSpec.Cookie.OFF;
            byName.computeIfAbsent(
                    SESSION,
                    name -> new SessionAuthenticator(name, identity.stores().sessions(), cookie));
        }
        return new Authenticators(Map.copyOf(byName));
    }

    private static Authenticator compile(String name, AuthenticatorSpec spec, Identity identity) {
        return switch (spec) {
            case AuthenticatorSpec.Session it ->
                new SessionAuthenticator(
                        name, identity.stores().sessions(), it.session().cookie());
            case AuthenticatorSpec.ApiKey it -> new ApiKeyAuthenticator(name, it.apiKey());
            case AuthenticatorSpec.Signature it -> new SignatureAuthenticator(name, it.signature(), seen(identity));
            case AuthenticatorSpec.ClientCertificate it -> new CertificateAuthenticator(name, it.clientCertificate());
        };
    }

    private static Seen seen(Identity identity) {
        CounterStore counters = identity.stores().counters();
        boolean shared = identity.stores().isShared();
        return new Seen(counters, shared ? new MemoryCounters(identity.clock(), MOST_SEEN) : counters);
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
