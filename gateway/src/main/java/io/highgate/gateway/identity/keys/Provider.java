package io.highgate.gateway.identity.keys;

import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.gateway.identity.out.StrictJson;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0 section 3): where its keys are and
 * where it is asked for what. Immutable; every address in it is one that may be called.
 */
public record Provider(
        URI keys,
        @Nullable URI authorization,
        @Nullable URI token,
        @Nullable URI endSession) {

    /** Where it is asked for. */
    public static final String PLACE = "/.well-known/openid-configuration";

    /** What came of asking. */
    public sealed interface Found {

        /** It answered, and is who it should be. */
        record Good(Provider provider) implements Found {}

        /** It did not, or is not. */
        record Bad(String why) implements Found {}
    }

    /** Asks an issuer; the stage never fails. */
    public static CompletionStage<Found> ask(Outgoing outgoing, String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return outgoing.get(URI.create(base + PLACE)).thenApply(heard -> switch (heard) {
            case Heard.Silent silent -> new Found.Bad(silent.why());
            case Heard.Answer answer -> read(answer, issuer, outgoing);
        });
    }

    private static Found read(Heard.Answer answer, String issuer, Outgoing outgoing) {
        if (!answer.isSuccess()) {
            return new Found.Bad("discovery was answered with status " + answer.status());
        }
        Map<String, @Nullable Object> said;
        try {
            said = StrictJson.read(answer.body());
        } catch (NotJson e) {
            return new Found.Bad("the answer to discovery " + e.reason());
        }
        if (!issuer.equals(said.get("issuer"))) {
            return new Found.Bad("discovery speaks of another issuer");
        }
        for (String name :
                new String[] {"jwks_uri", "authorization_endpoint", "token_endpoint", "end_session_endpoint"}) {
            if (said.get(name) != null && !(said.get(name) instanceof String url && outgoing.mayCall(url))) {
                return new Found.Bad("discovery names a '" + name + "' that may not be called");
            }
        }
        URI keys = url(said, "jwks_uri");
        if (keys == null) {
            return new Found.Bad("discovery names no 'jwks_uri'");
        }
        return new Found.Good(new Provider(
                keys,
                url(said, "authorization_endpoint"),
                url(said, "token_endpoint"),
                url(said, "end_session_endpoint")));
    }

    private static @Nullable URI url(Map<String, @Nullable Object> said, String name) {
        return said.get(name) instanceof String text ? URI.create(text) : null;
    }
}
