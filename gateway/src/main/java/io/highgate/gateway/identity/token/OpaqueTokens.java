package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.gateway.identity.out.StrictJson;
import io.highgate.model.spec.IntrospectionSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Judges tokens by asking whoever made them (RFC 7662): with our own credentials, and never more often
 * than what is remembered needs. Thread-safe.
 */
final class OpaqueTokens implements Judge {

    private static final Finding NOT_ACTIVE = new Finding.Refused("the token is unknown, revoked or has expired");
    private static final Finding UNREADABLE = new Finding.Refused("the token is no text");

    private final IntrospectionSpec spec;
    private final Outgoing outgoing;
    private final ClaimRules rules;
    private final Callers callers;
    private final InstantSource clock;
    private final String credentials;

    OpaqueTokens(String name, IntrospectionSpec spec, Outgoing outgoing, InstantSource clock) {
        this.spec = spec;
        this.outgoing = outgoing;
        this.clock = clock;
        this.rules = new ClaimRules(spec.issuer(), true, spec.audience(), Duration.ZERO, false, spec.requiredClaims());
        this.callers = new Callers(name, "token", spec.claims());
        this.credentials = basic(spec.clientId(), spec.clientSecret().reveal());
    }

    /** RFC 6749 section 2.3.1: both parts are form-encoded first. */
    static String basic(String id, String secret) {
        String pair = form(id) + ":" + form(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Object under() {
        return this;
    }

    @Override
    public CompletionStage<Judged> judge(byte[] token) {
        for (byte it : token) {
            if (it <= ' ' || it == 127) { // RFC 6750 section 2.1 has even fewer
                return CompletableFuture.completedStage(Judged.once(UNREADABLE));
            }
        }
        String body = "token=" + form(new String(token, StandardCharsets.ISO_8859_1)) + "&token_type_hint=access_token";
        return outgoing.ask(HttpRequest.newBuilder(URI.create(spec.url()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .header("Authorization", credentials)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .thenApply(heard -> switch (heard) {
                    case Heard.Silent silent -> away();
                    case Heard.Answer answer when answer.status() != 200 -> away();
                    case Heard.Answer answer -> judged(answer, token);
                });
    }

    private Judged away() {
        return Judged.once(new Finding.Away("introspection"));
    }

    private Judged judged(Heard.Answer answer, byte[] token) {
        Claims claims;
        try {
            claims = new Claims(StrictJson.read(answer.body()));
        } catch (NotJson e) {
            return away();
        }
        Instant now = clock.instant();
        if (!Boolean.TRUE.equals(claims.all().get("active"))) {
            return bad(NOT_ACTIVE, now);
        }
        try {
            Instant expires = rules.check(claims, now);
            Finding known = new Finding.Known(callers.of(claims, token, expires));
            long end = expires == null ? Long.MAX_VALUE : expires.toEpochMilli();
            long fresh = now.plus(spec.rememberGood()).toEpochMilli();
            return new Judged(
                    known,
                    this,
                    Math.min(fresh, end),
                    Math.min(end, fresh + spec.grace().toMillis()));
        } catch (BadToken e) {
            return bad(new Finding.Refused(e.reason()), now);
        }
    }

    private Judged bad(Finding refused, Instant now) {
        long until = now.plus(spec.rememberBad()).toEpochMilli();
        return new Judged(refused, this, until, until);
    }
}
