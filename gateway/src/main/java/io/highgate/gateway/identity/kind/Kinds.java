package io.highgate.gateway.identity.kind;

import io.highgate.gateway.identity.ApiKeyAuthenticator;
import io.highgate.gateway.identity.Authenticator;
import io.highgate.gateway.identity.Authenticators;
import io.highgate.gateway.identity.CertificateAuthenticator;
import io.highgate.gateway.identity.Identity;
import io.highgate.gateway.identity.SessionAuthenticator;
import io.highgate.gateway.identity.SignatureAuthenticator;
import io.highgate.gateway.identity.forward.ForwardAuth;
import io.highgate.gateway.identity.oidc.Logins;
import io.highgate.gateway.identity.sign.Seen;
import io.highgate.gateway.identity.token.Tokens;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LoginSpec;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.memory.MemoryCounters;
import io.highgate.store.session.SessionStore;
import java.util.HashMap;
import java.util.Map;

/** Makes the authenticators that a configuration names: the one place that knows all kinds. Immutable. */
public final class Kinds {

    /** Signatures that are remembered here while what gateways share is away. */
    private static final int MOST_SEEN = 100_000;

    private final Identity identity;
    private final SessionStore sessions;
    private final Tokens tokens;
    private final Logins logins;

    private Kinds(Identity identity) {
        this.identity = identity;
        this.sessions = identity.stores().sessions();
        this.tokens = new Tokens(
                identity.keys(), identity.background(), identity.blocking(), identity.clock(), identity.secrets());
        this.logins = new Logins(tokens, sessions, identity.ticker());
    }

    /** All of a configuration, by name. */
    public static Authenticators compile(GatewaySpec spec, Identity identity) {
        Kinds kinds = new Kinds(identity);
        Map<String, Authenticator> byName = new HashMap<>();
        spec.authenticators().forEach((name, it) -> byName.put(name, kinds.of(name, it)));
        LoginSpec login = spec.login();
        if (login != null) {
            boolean cookie = login.cookie() != LoginSpec.Cookie.OFF;
            byName.computeIfAbsent(
                    AuthenticatorSpec.SESSION, name -> new SessionAuthenticator(name, kinds.sessions, cookie));
        }
        return new Authenticators(byName);
    }

    private Authenticator of(String name, AuthenticatorSpec spec) {
        return switch (spec) {
            case AuthenticatorSpec.Session it ->
                new SessionAuthenticator(name, sessions, it.session().cookie());
            case AuthenticatorSpec.ApiKey it -> new ApiKeyAuthenticator(name, it.apiKey());
            case AuthenticatorSpec.Signature it -> new SignatureAuthenticator(name, it.signature(), seen());
            case AuthenticatorSpec.ClientCertificate it -> new CertificateAuthenticator(name, it.clientCertificate());
            case AuthenticatorSpec.Jwt it -> tokens.jwt(name, it.jwt());
            case AuthenticatorSpec.Introspection it -> tokens.introspection(name, it.introspection());
            case AuthenticatorSpec.Oidc it -> logins.oidc(name, it.oidc());
            case AuthenticatorSpec.ForwardAuth it ->
                new ForwardAuth(name, it.forwardAuth(), identity.background(), identity.clock());
        };
    }

    private Seen seen() {
        CounterStore counters = identity.stores().counters();
        boolean shared = identity.stores().isShared();
        return new Seen(counters, shared ? new MemoryCounters(identity.clock(), MOST_SEEN) : counters);
    }
}
