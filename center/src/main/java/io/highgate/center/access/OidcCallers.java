package io.highgate.center.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who comes with a token of an OpenID provider. Keys are fetched on the thread that asks, kept for five
 * minutes, for four hours more while the provider is away, and not more often than twice in half a minute
 * whoever names unknown ones. Thread-safe; blocks.
 */
public final class OidcCallers {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 2_000;
    private static final int MOST_OCTETS = 512 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    private static final int MOST_SKEW_SECONDS = 30;

    /** Signatures with public keys only: no secret is shared with a provider. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Issuer issuer;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public OidcCallers(Issuer issuer, InstantSource clock) {
        this.issuer = issuer;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(issuer)));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(null, JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        processor.setJWTClaimsSetVerifier(new Claims(issuer, clock));
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        private Claims(Issuer issuer, InstantSource clock) {
            super(
                    issuer.audience(),
                    new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
            setMaxClockSkew(MOST_SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    private static JWKSource<SecurityContext> keys(Issuer issuer) {
        try {
            return JWKSourceBuilder.create(
                            issuer.keys().toURL(),
                            new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_OCTETS))
                    .cache(KEPT.toMillis(), READ_MILLIS + CONNECT_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN.toMillis())
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the issuer's keys are not at an URL: " + issuer.keys(), e);
        }
    }

    Finding byToken(String token) {
        try {
            return known(processor.process(token, null));
        } catch (KeySourceException e) {
            return new Finding.Away("the issuer's key set");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return new Finding.Unknown("the token is not one of " + issuer.issuer() + " that counts here now");
        }
    }

    private Finding known(JWTClaimsSet claims) {
        String name = "oidc " + claims.getSubject();
        Role best = null;
        for (String said : roles(claims.getClaims())) {
            Role role = issuer.roles().get(said);
            best = role != null && (best == null || role.includes(best)) ? role : best;
        }
        return new Finding.Known(best == null ? new Caller.Guest(name) : new Caller.Operator(name, best));
    }

    private List<String> roles(Map<String, Object> claims) {
        @Nullable Object found = claims;
        for (String member : issuer.rolePath()) {
            found = found instanceof Map<?, ?> map ? map.get(member) : null;
        }
        return switch (found) {
            case String text -> List.of(text.split(" "));
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
