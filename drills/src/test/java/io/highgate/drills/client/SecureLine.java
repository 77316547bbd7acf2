package io.highgate.drills.client;

import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * Connections over TLS to a port of this machine that try to resume the session of one before, and
 * know how often that came about. Thread-safe.
 */
public final class SecureLine implements Supplier<Wire> {

    private final int port;
    private final String protocol;
    private final SSLContext context;
    private final LongAdder resumed = new LongAdder();
    private final LongAdder complete = new LongAdder();

    /** Offers one protocol by ALPN ("h2"), and trusts who signed with the key of that authority. */
    public SecureLine(int port, String protocol, Path authority) {
        this.port = port;
        this.protocol = protocol;
        this.context = trusting(authority);
    }

    /** What trusts certificates signed by that authority, a PEM file. */
    public static SSLContext trusting(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Wire get() {
        long before = System.currentTimeMillis();
        Wire wire = Wire.secure(port, context, socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
        });
        // A resumed session is as old as the one that it resumes.
        (wire.session().getCreationTime() < before ? resumed : complete).increment();
        return wire;
    }

    /** Handshakes that resumed a session. */
    public long resumed() {
        return resumed.sum();
    }

    /** Handshakes that had to be complete ones. */
    public long complete() {
        return complete.sum();
    }
}
