package io.highgate.gateway.center;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.CertificateSpec;
import io.highgate.model.tls.Identity;
import io.highgate.model.tls.TlsFiles;
import io.highgate.wire.key.SafeToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way to the centers of one configuration: by HTTP, with the service key or a certificate, without
 * redirects. Thread-safe; answers are read on the executor.
 */
record Access(CenterSpec spec, HttpClient client, InstantSource clock) implements AutoCloseable {

    /** @throws GeneralSecurityException if its certificates cannot be used */
    static Access by(CenterSpec spec, TlsFiles files, Executor executor, InstantSource clock)
            throws GeneralSecurityException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(spec.timeout());
        List<X509Certificate> trusted = files.trusted(spec.tls().trust());
        CertificateSpec own = spec.tls().clientCertificate();
        if (!trusted.isEmpty() || own != null) {
            builder.sslContext(context(trusted, own == null ? null : files.identity(own)));
        }
        return new Access(spec, builder.build(), clock);
    }

    private static SSLContext context(List<X509Certificate> trusted, @Nullable Identity own)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(own), trusted.isEmpty() ? null : trust(trusted), new SecureRandom());
        return context;
    }

    private static TrustManager[] trust(List<X509Certificate> trusted) throws GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate it : trusted) {
            store.setCertificateEntry("authority-" + store.size(), it);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(@Nullable Identity own) throws GeneralSecurityException {
        if (own == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
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

    /** A question to that center. */
    HttpRequest.Builder request(EndpointUrl center, String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(center + "/api/center" + path));
        if (spec.key() != null && spec.secret() != null) {
            String token = SafeToken.sign(spec.key(), spec.secret().reveal(), clock.instant(), SafeToken.USUAL);
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    /** What centers call this gateway. */
    String name() {
        return spec.name() != null ? spec.name() : spec.key() != null ? spec.key() : "gateway";
    }

    /** Ends all that is under way, without waiting for it. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
