package io.highgate.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Somebody who signs tokens: keys of each kind, and tokens that are good or as bad as a test wants them. Immutable. */
public final class Issuer {

    /** Who signs in all tests that do not say otherwise. */
    public static final String NAME = "https://issuer.example";

    /** The time in all tests. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Generating RSA keys takes a while. */
    public static final Issuer FIRST = new Issuer("first");

    /** Whose keys nobody trusts, until they are rotated in. */
    public static final Issuer SECOND = new Issuer("second");

    private final RSAKey rsa;
    private final ECKey ec;
    private final KeyPair ed25519;
    private final String kid;

    private Issuer(String kid) {
        this.kid = kid;
        try {
            this.rsa = new RSAKeyGenerator(2048).keyID(kid + "-rsa").generate();
            this.ec = new ECKeyGenerator(Curve.P_256).keyID(kid + "-ec").generate();
            this.ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey rsa() {
        return rsa;
    }

    public ECKey ec() {
        return ec;
    }

    /** The public keys, as issuers publish them. */
    public String jwks() {
        return jwks(List.of(rsa.toPublicJWK().toJSONString(), ec.toPublicJWK().toJSONString(), ed25519Jwk()));
    }

    public static String jwks(List<String> keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private String ed25519Jwk() {
        byte[] encoded = ((EdECPublicKey) ed25519.getPublic()).getEncoded();
        byte[] x = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + kid + "-ed\",\"x\":\"" + base64(x) + "\"}";
    }

    /** Claims that are good at {@link #NOW}, with more of them behind, each beginning with a comma. */
    public static String claims(String more) {
        return claims(NAME, NOW, more);
    }

    public static String claims(String issuer, Instant now, String more) {
        return "{\"iss\":\"%s\",\"aud\":\"shop\",\"sub\":\"alice\",\"iat\":%d,\"exp\":%d%s}"
                .formatted(issuer, now.getEpochSecond(), now.getEpochSecond() + 300, more);
    }

    /** A token signed with RS256. */
    public String token(String claims) {
        return token("{\"alg\":\"RS256\",\"kid\":\"" + kid + "-rsa\"}", claims);
    }

    /** A token with that very header, signed as its algorithm says. */
    public String token(String header, String claims) {
        String signed = base64(header) + "." + base64(claims);
        return signed + "." + base64(signature(header, signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(String header, byte[] signed) {
        try {
            if (header.contains("\"EdDSA\"")) {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(ed25519.getPrivate());
                signature.update(signed);
                return signature.sign();
            }
            boolean isEc = header.contains("\"ES256\"");
            JWSSigner signer = isEc ? new ECDSASigner(ec) : new RSASSASigner(rsa);
            String name = isEc ? "ES256" : header.contains("\"PS256\"") ? "PS256" : "RS256";
            return signer.sign(new JWSHeader(JWSAlgorithm.parse(name)), signed).decode();
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token signed with a shared secret. */
    public static String shared(byte[] secret, String claims) {
        try {
            JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token with any header, claims and signature. */
    public static String forged(String header, String claims, byte[] signature) {
        return base64(header) + "." + base64(claims) + "." + base64(signature);
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    public static byte[] octets(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }
}
