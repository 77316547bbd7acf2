package io.highgate.gateway.identity.oidc;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.identity.keys.KeyRing;
import io.highgate.gateway.identity.keys.KnownProvider;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.gateway.identity.token.Callers;
import io.highgate.gateway.identity.token.ClaimRules;
import io.highgate.gateway.identity.token.TokenVerifier;
import io.highgate.gateway.identity.token.Tokens;
import io.highgate.gateway.identity.token.Verification;
import io.highgate.model.spec.OidcSpec;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.util.List;

/** Makes the authenticators that let browsers log in. Immutable. */
public record Logins(Tokens tokens, SessionStore store, Ticker ticker) {

    /** Between two fetches because of a key that an ID token names. */
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private static final Duration REFRESH = Duration.ofMinutes(15);

    /** For one provider. */
    public BrowserLogin oidc(String name, OidcSpec spec) {
        Client client = new Client(name, spec);
        Outgoing outgoing = Outgoing.by(spec.call(), tokens.calls());
        KnownProvider provider = new KnownProvider(outgoing, spec.issuer(), ticker);
        BrowserSessions sessions = new BrowserSessions(name, store, tokens.secrets());
        BrowserLogin.Parts parts = new BrowserLogin.Parts(
                new Seal(client.sealing(), "highgate login cookie, version 1, " + name, tokens.secrets()),
                tokens.clock(),
                tokens.secrets(),
                BrowserCookie.of("session", name),
                BrowserCookie.of("login", name));
        Callback callback =
                new Callback(new Callback.Asked(client, provider, outgoing), idTokens(name, spec), sessions, parts);
        return new BrowserLogin(client, provider, sessions, callback, parts);
    }

    private Verification idTokens(String name, OidcSpec spec) {
        TokenVerifier verifier = new TokenVerifier(
                TokenVerifier.allowed(spec.algorithms(), false),
                null,
                new ClaimRules(
                        spec.issuer(), false, List.of(spec.clientId()), spec.skew(), true, List.of("sub", "iat")),
                new Callers(name, "login", spec.claims()));
        KeyRing.Origin origin = new KeyRing.Origin(spec.issuer(), null, spec.call(), REFRESH, COOLDOWN);
        return new Verification(spec.issuer(), verifier, tokens.ring().of(origin), tokens.blocking(), tokens.clock());
    }
}
