package io.highgate.gateway.identity.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.StrictJson;
import io.highgate.model.spec.TokenAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key Set (RFC 7517). Takes public keys for signatures that are strong enough, and no
 * secrets ever: whoever can read a set of keys could sign with them. Pure.
 */
public final class Jwks {

    private static final int MOST_KEYS = 100;
    private static final int LEAST_RSA_BITS = 2048;

    /** A larger one only costs whoever checks signatures. */
    private static final int MOST_RSA_BITS = 8192;

    private static final Set<TokenAlgorithm> RSA = Set.of(
            TokenAlgorithm.RS256,
            TokenAlgorithm.RS384,
            TokenAlgorithm.RS512,
            TokenAlgorithm.PS256,
            TokenAlgorithm.PS384,
            TokenAlgorithm.PS512);

    private static final Map<Curve, TokenAlgorithm> CURVES = Map.of(
            Curve.P_256, TokenAlgorithm.ES256,
            Curve.P_384, TokenAlgorithm.ES384,
            Curve.P_521, TokenAlgorithm.ES512);

    private Jwks() {}

    /** The keys of a set that can be used; of a set without any, why. */
    public static Loaded read(byte[] octets) {
        Object list;
        try {
            list = StrictJson.read(octets).get("keys");
        } catch (NotJson e) {
            return new Loaded.Bad("the key set " + e.reason());
        }
        if (!(list instanceof List<?> listed)) {
            return new Loaded.Bad("the key set has no list 'keys'");
        }
        if (listed.size() > MOST_KEYS) {
            return new Loaded.Bad("the key set has " + listed.size() + " keys; " + MOST_KEYS + " is the most");
        }
        List<VerifyKey> keys = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (Object one : listed) {
            try {
                keys.add(key(one));
            } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException e) {
                passedOver.add(String.valueOf(e.getMessage()));
            }
        }
        return keys.isEmpty()
                ? new Loaded.Bad("the key set has no key that can be used: " + passedOver)
                : new Loaded.Good(new KeySet(keys, octets), null);
    }

    private static VerifyKey key(@Nullable Object one) throws ParseException, JOSEException, GeneralSecurityException {
        if (!(one instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a key is not an object");
        }
        @SuppressWarnings("unchecked") // StrictJson makes maps by text
        JWK jwk = JWK.parse((Map<String, Object>) map);
        boolean signs = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        Set<KeyOperation> operations = jwk.getKeyOperations();
        if (!signs || operations != null && !operations.contains(KeyOperation.VERIFY)) {
            throw new IllegalArgumentException("a key is not for signatures");
        }
        return switch (jwk) {
            case RSAKey rsa -> key(rsa, RSA, VerifyKey.by(new RSASSAVerifier(strong(rsa.toRSAPublicKey()))));
            case ECKey ec -> {
                TokenAlgorithm algorithm = CURVES.get(ec.getCurve());
                if (algorithm == null) {
                    throw new IllegalArgumentException("a key's curve is none of P-256, P-384 and P-521");
                }
                yield key(ec, Set.of(algorithm), VerifyKey.by(new ECDSAVerifier(ec.toECPublicKey())));
            }
            case OctetKeyPair pair
            when Curve.Ed25519.equals(pair.getCurve()) ->
                key(pair, Set.of(TokenAlgorithm.EDDSA), ed25519(pair.getDecodedX()));
            default -> throw new IllegalArgumentException("a key is of a kind that is not taken from key sets");
        };
    }

    private static VerifyKey key(JWK jwk, Set<TokenAlgorithm> all, VerifyKey.Check check) {
        if (jwk.getAlgorithm() == null) {
            return new VerifyKey(jwk.getKeyID(), all, check);
        }
        String only = jwk.getAlgorithm().getName();
        return all.stream()
                .filter(it -> it.spelling().equals(only))
                .findAny()
                .map(it -> new VerifyKey(jwk.getKeyID(), Set.of(it), check))
                .orElseThrow(() -> new IllegalArgumentException("a key's algorithm does not fit its kind"));
    }

    private static RSAPublicKey strong(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key has " + bits + " bits");
        }
        BigInteger exponent = key.getPublicExponent();
        if (!exponent.testBit(0) || exponent.bitLength() < 2 || exponent.bitLength() > 64) {
            throw new IllegalArgumentException("an RSA key has an exponent that no honest one has");
        }
        return key;
    }

    /** RFC 8032 section 5.1.2: the y coordinate in little endian, its highest bit that of x. */
    private static VerifyKey.Check ed25519(byte[] x) throws GeneralSecurityException {
        if (x.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key has " + x.length + " octets");
        }
        byte[] y = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[x.length - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
        return VerifyKey.ed25519(KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
    }
}
