package io.highgate.gateway.identity.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.highgate.model.spec.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that signatures are checked with, for the algorithms that it is made for and no others.
 * Immutable.
 *
 * @param kid its name at the issuer, if it has one
 * @param algorithms all that it may be used with
 */
record VerifyKey(@Nullable String kid, Set<TokenAlgorithm> algorithms, Check check) {

    /** Whether a signature over octets is good. Thread-safe. */
    @FunctionalInterface
    interface Check {
        boolean isGood(TokenAlgorithm algorithm, byte[] signed, byte[] signature)
                throws JOSEException, GeneralSecurityException;
    }

    /** By the library, which refuses the signatures that are good for everything (CVE-2022-21449). */
    static Check by(JWSVerifier verifier) {
        return (algorithm, signed, signature) -> verifier.verify(
                // A header of our own: nothing but the algorithm of the token's reaches the library.
                new JWSHeader(JWSAlgorithm.parse(algorithm.spelling())), signed, Base64URL.encode(signature));
    }

    /** Ed25519 by the JDK: the library would need another one. */
    static Check ed25519(PublicKey key) {
        return (algorithm, signed, signature) -> {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        };
    }

    boolean isGood(TokenAlgorithm algorithm, byte[] signed, byte[] signature) {
        if (!algorithms.contains(algorithm)) {
            return false;
        }
        try {
            return check.isGood(algorithm, signed, signature);
        } catch (JOSEException | GeneralSecurityException e) {
            return false; // a signature that cannot even be read is not good
        }
    }
}
