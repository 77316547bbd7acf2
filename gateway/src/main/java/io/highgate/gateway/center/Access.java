package io.highgate.gateway.center;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.CertificateSpec;
import io.highgate.model.tls.TlsFiles;
import io.highgate.model.tls.TlsManagers;
import io.highgate.wire.key.SafeToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

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
            builder.sslContext(TlsManagers.client(trusted, own == null ? null : files.identity(own)));
        }
        return new Access(spec, builder.build(), clock);
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
