package io.highgate.model.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** What certificate files hold, as the JDK's TLS wants it. Stateless. */
public final class TlsManagers {

    private static final char[] NO_PASSWORD = new char[0];

    private TlsManagers() {}

    /** One that shows this certificate to whoever asks. */
    public static X509ExtendedKeyManager showing(Identity own) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    /** One that trusts these authorities, and nobody if there are none. */
    public static X509ExtendedTrustManager trusting(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate it : authorities) {
            store.setCertificateEntry("authority-" + store.size(), it);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /**
     * A client's context.
     *
     * @param authorities whom to trust; those of the Java platform if there are none
     * @param own null for a client that shows nothing
     */
    public static SSLContext client(List<X509Certificate> authorities, @Nullable Identity own)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own == null ? null : new X509ExtendedKeyManager[] {showing(own)},
                authorities.isEmpty() ? null : new X509ExtendedTrustManager[] {trusting(authorities)},
                new SecureRandom());
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("a key store in memory cannot be made", e);
        }
    }
}
