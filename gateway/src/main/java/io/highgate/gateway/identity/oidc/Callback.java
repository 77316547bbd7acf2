package io.highgate.gateway.identity.oidc;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.keys.KnownProvider;
import io.highgate.gateway.identity.keys.Provider;
import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.gateway.identity.out.StrictJson;
import io.highgate.gateway.identity.token.Claims;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import io.highgate.gateway.identity.token.Verification;
import io.highgate.gateway.identity.token.Verification.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A browser comes back from the provider: its code becomes tokens, the ID token a session, if all of it
 * belongs to the login that this very browser began. No token ever reaches it. Thread-safe.
 */
final class Callback {

    private static final HeaderName REFERRER_POLICY = HeaderName.of("Referrer-Policy");
    private static final Finding PROVIDER_AWAY = new Finding.Away("the OpenID provider");
    private static final Finding SESSIONS_AWAY = new Finding.Away("sessions");

    private final Client client;
    private final KnownProvider provider;
    private final Outgoing outgoing;
    private final Verification idTokens;
    private final BrowserSessions sessions;
    private final BrowserLogin.Parts parts;
    private final Spent spent;

    Callback(Asked asked, Verification idTokens, BrowserSessions sessions, BrowserLogin.Parts parts) {
        this.client = asked.client();
        this.provider = asked.provider();
        this.outgoing = asked.outgoing();
        this.idTokens = idTokens;
        this.sessions = sessions;
        this.parts = parts;
        this.spent = new Spent();
    }

    /** Who asks whom, and how. Immutable. */
    record Asked(Client client, KnownProvider provider, Outgoing outgoing) {}

    /** What the request leads to; reads it at once. The stage never fails. */
    CompletionStage<Finding> take(RequestHead request) {
        Map<String, String> said = FormText.read(request.queryText());
        String cookie = parts.login().in(request.headers());
        String sealed = cookie == null ? null : parts.seal().open(cookie);
        Begun begun = sealed == null ? null : Begun.read(sealed);
        Instant now = parts.clock().instant();
        if (said == null || begun == null || !begun.isState(said.getOrDefault("state", ""))) {
            return refused("this is not the login that this browser began");
        }
        if (!now.isBefore(begun.until())) {
            return refused("the login took too long");
        }
        String issuer = said.get("iss");
        if (issuer != null && !issuer.equals(client.spec().issuer())) {
            return refused("the answer is another provider's"); // RFC 9207: mix-up
        }
        if (!spent.spend(begun.state(), begun.until(), now)) {
            return refused("this login has been used already");
        }
        String code = said.get("code");
        if (code == null || code.isEmpty()) {
            return refused("the provider let nobody in");
        }
        return exchange(code, begun);
    }

    private static CompletionStage<Finding> refused(String reason) {
        return now(new Finding.Refused(reason));
    }

    private static CompletionStage<Finding> now(Finding finding) {
        return CompletableFuture.completedStage(finding);
    }

    private CompletionStage<Finding> exchange(String code, Begun begun) {
        return provider.get().thenCompose(found -> {
            URI endpoint =
                    found instanceof Provider.Found.Good good ? good.provider().token() : null;
            if (endpoint == null) {
                return now(PROVIDER_AWAY);
            }
            return outgoing.ask(client.exchange(endpoint, code, begun)).thenCompose(heard -> switch (heard) {
                case Heard.Silent silent -> now(PROVIDER_AWAY);
                case Heard.Answer answer when answer.status() / 100 == 5 -> now(PROVIDER_AWAY);
                case Heard.Answer answer when answer.status() != 200 -> refused("the provider does not take the code");
                case Heard.Answer answer -> tokens(answer, begun);
            });
        });
    }

    private CompletionStage<Finding> tokens(Heard.Answer answer, Begun begun) {
        Object token;
        try {
            token = StrictJson.read(answer.body()).get("id_token");
        } catch (NotJson e) {
            return now(PROVIDER_AWAY);
        }
        if (!(token instanceof String text)) {
            return refused("the provider gave no ID token");
        }
        return idTokens.of(text.getBytes(StandardCharsets.ISO_8859_1)).thenCompose(outcome -> switch (outcome) {
            case Outcome.Away away -> now(new Finding.Away(away.what()));
            case Outcome.Decided decided ->
                switch (decided.verified()) {
                    case Verified.Bad bad -> refused("the ID token is not good: " + bad.reason());
                    case Verified.UnknownKey none -> refused("the ID token's key is not known");
                    case Verified.Good good -> open(good, begun);
                };
        });
    }

    private CompletionStage<Finding> open(Verified.Good good, Begun begun) {
        if (!begun.nonce().equals(good.claims().text("nonce"))) {
            return refused("the ID token is of another login");
        }
        if (!isForUs(good.claims())) {
            return refused("the ID token is for another client");
        }
        Instant now = parts.clock().instant();
        return sessions.open(good.caller(), now, client.spec().sessionFor())
                .<Finding>handle((token, failure) ->
                        failure == null ? welcome(Objects.requireNonNull(token), begun.returnTo()) : SESSIONS_AWAY);
    }

    /** OpenID Connect Core section 3.1.3.7: of several audiences, who may use it is said. */
    private boolean isForUs(Claims claims) {
        @Nullable Object authorised = claims.all().get("azp");
        boolean several = claims.all().get("aud") instanceof List<?> all && all.size() > 1;
        return authorised == null ? !several : client.spec().clientId().equals(authorised);
    }

    private Finding welcome(String token, String returnTo) {
        Reply reply = BrowserLogin.redirect(ReturnPath.local(returnTo)).with(REFERRER_POLICY, "no-referrer");
        return new Finding.Redirect(parts.login()
                .clear(parts.session().set(reply, token, client.spec().sessionFor())));
    }
}
