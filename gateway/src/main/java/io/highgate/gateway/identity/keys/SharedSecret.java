package io.highgate.gateway.identity.keys;

import io.highgate.model.spec.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signatures of the HS kind are checked with, in constant time. Immutable. */
final class SharedSecret implements VerifyKey.Check {

    private final byte[] octets;

    SharedSecret(byte[] octets) {
        this.octets = octets.clone();
    }

    @Override
    public boolean isGood(TokenAlgorithm algorithm, byte[] signed, byte[] signature) throws GeneralSecurityException {
        String name = "HmacSHA" + algorithm.hashOctets() * 8;
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(octets, name));
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
    }
}
