package io.highgate.model.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who one is: a certificate, the intermediate ones behind it, and the private key. Immutable; equal
 * when the files hold the same.
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The names it is good for. */
    public ServerNames names() {
        return ServerNames.of(certificate());
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Identity" + names().all();
    }
}
