package io.highgate.center.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.highgate.center.access.Issuer;
import io.highgate.center.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** People whom an OpenID provider vouches for are let in by their roles. */
class OidcTest {

    private static final String CELLS = "/api/center/cells";
    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static RSAKey key;
    private static RSAKey stranger;
    private static HttpServer provider;
    private static TestCenter center;

    @BeforeAll
    static void open() throws JOSEException, IOException {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            FETCHED.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        URI uri = URI.create("http://localhost:" + provider.getAddress().getPort() + "/keys");
        Issuer issuer = new Issuer(
                "https://id.example",
                "highgate-center",
                uri,
                "realm_access.roles",
                Map.of("gw-admin", Role.ADMIN, "gw-view", Role.VIEWER));
        center = TestCenter.with(
                it -> new CenterTerms(it.server(), it.masterKey(), issuer, it.roles(), false, 1_000, it.rules()));
    }

    @AfterAll
    static void close() {
        center.close();
        provider.stop(0);
    }

    private static String token(RSAKey signer, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("highgate-center")
                .subject("ann")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("realm_access", Map.of("roles", List.of("gw-view", "gw-admin", "other")));
        change.accept(claims);
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(signer.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(signer));
            return "Bearer " + jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theHighestRoleCounts() {
        assertThat(center.get("/api/center/audit", token(key, it -> {})).statusCode())
                .isEqualTo(200);
        assertThat(center.get("/api/auth/me", token(key, it -> {})).body()).contains("oidc ann", "\"admin\"");
        String viewer = token(key, it -> it.claim("realm_access", Map.of("roles", List.of("gw-view"))));
        assertThat(center.get("/api/center/audit", viewer).statusCode()).isEqualTo(403);
        assertThat(center.get(CELLS, viewer).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoRoleHereMayNothing() {
        assertThat(center.get(CELLS, token(key, it -> it.claim("realm_access", null)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(center.get(CELLS, token(key, it -> it.claim("realm_access", "gw-admin")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tokensThatAreNotForUsAreRefused() {
        List<String> bad = List.of(
                token(stranger, it -> {}),
                token(key, it -> it.issuer("https://evil.example")),
                token(key, it -> it.audience("somebody else")),
                token(key, it -> it.audience((String) null)),
                token(key, it -> it.expirationTime(Date.from(Instant.now().minusSeconds(120)))),
                token(key, it -> it.expirationTime(null)),
                token(key, it -> it.notBeforeTime(Date.from(Instant.now().plusSeconds(120)))),
                token(key, it -> it.subject(null)));
        for (String one : bad) {
            assertThat(center.get(CELLS, one).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keysAreKeptAndUnknownOnesDoNotHaveThemFetchedAgainAndAgain() throws JOSEException {
        RSAKey unknown = new RSAKeyGenerator(2048).keyID("k9").generate();
        for (int i = 0; i < 20; i++) {
            assertThat(center.get(CELLS, token(key, it -> {})).statusCode()).isEqualTo(200);
            assertThat(center.get(CELLS, token(unknown, it -> {})).statusCode()).isIn(401, 503);
        }
        assertThat(FETCHED.get()).isLessThanOrEqualTo(3);
    }
}
