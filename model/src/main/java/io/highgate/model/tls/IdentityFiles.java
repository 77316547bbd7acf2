package io.highgate.model.tls;

import io.highgate.model.spec.CertificateSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates, alone and with their keys. Stateless. */
final class IdentityFiles {

    private static final byte[] PROBE = "highgate".getBytes(StandardCharsets.US_ASCII);

    private IdentityFiles() {}

    /** All certificates of a file, in order. */
    static List<X509Certificate> certificates(String file) throws Unusable {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : Pem.read(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (CertificateException e) {
            throw new Unusable("certificate " + (found.size() + 1) + " in " + file + " is damaged", e);
        }
        if (found.isEmpty()) {
            throw new Unusable(file + " holds no certificate");
        }
        return List.copyOf(found);
    }

    /** A certificate with the key that belongs to it. */
    static Identity identity(CertificateSpec spec) throws Unusable {
        List<X509Certificate> chain = certificates(spec.certificate());
        PrivateKey key = PrivateKeys.read(spec.key(), spec.keyPassword());
        if (!belongs(key, chain.getFirst())) {
            throw new Unusable("the key in " + spec.key() + " does not belong to the certificate in "
                    + spec.certificate() + " (the first certificate of the file counts)");
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                throw new Unusable("certificate " + (i + 2) + " in " + spec.certificate()
                        + " is not the issuer of the one before it; put them in order, the server's first");
            }
        }
        return new Identity(chain, key);
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256with" + (isRsa(key) ? "RSA" : "ECDSA"));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isRsa(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }
}
