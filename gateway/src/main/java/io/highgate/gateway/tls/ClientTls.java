package io.highgate.gateway.tls;

import io.highgate.gateway.exchange.Failure;
import io.highgate.model.spec.CertificateSpec;
import io.highgate.model.spec.UpstreamTlsSpec;
import io.highgate.model.spec.UpstreamTlsSpec.Verify;
import io.highgate.model.tls.Identity;
import io.highgate.model.tls.TlsFiles;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How connections to the endpoints of an upstream are encrypted. Two are equal when they verify and
 * prove the same: only then may one use the other's connections. Reference-counted: its snapshot
 * holds it, and so does each connection. Thread-safe.
 */
public final class ClientTls {

    private final Key key;
    private final SslContext context;

    /** All that decides, with the content of the files. */
    private record Key(
            UpstreamTlsSpec spec, @Nullable Identity identity, List<X509Certificate> trust, List<String> protocols) {}

    private ClientTls(Key key, SslContext context) {
        this.key = key;
        this.context = context;
    }

    /**
     * Builds the context.
     *
     * @param protocols what is offered by ALPN, the preferred one first; none for no ALPN at all
     * @throws TlsSetup if the library refuses the client certificate or the authorities
     */
    public static ClientTls build(UpstreamTlsSpec spec, TlsFiles files, List<String> protocols, TlsProvider provider)
            throws TlsSetup {
        CertificateSpec own = spec.clientCertificate();
        Key key = new Key(spec, own == null ? null : files.identity(own), files.trusted(spec.trust()), protocols);
        try {
            return new ClientTls(key, context(key, provider));
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsSetup("the TLS settings are not taken", e);
        }
    }

    private static SslContext context(Key key, TlsProvider provider) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(provider.netty())
                .protocols(ServerTls.versions(key.spec().minVersion()))
                .ciphers(CipherSuites.of(List.of()))
                .endpointIdentificationAlgorithm("HTTPS");
        if (key.spec().verify() == Verify.NONE) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        } else if (!key.spec().trust().isEmpty()) {
            builder.trustManager(key.trust());
        }
        if (key.identity() != null) {
            builder.keyManager(key.identity().key(), key.identity().chain().toArray(X509Certificate[]::new));
        }
        if (!key.protocols().isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    key.protocols()));
        }
        return builder.build();
    }

    /** The handler for a connection to the given endpoint, whose name is asked for and verified. */
    public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
        String asked = key.spec().serverName();
        return context.newHandler(allocator, asked == null ? host : asked, port);
    }

    /** A failed handshake as a failure of the endpoint. */
    public static Failure failure(String endpoint, @Nullable Throwable cause) {
        return new Failure.TlsFailed(endpoint, Handshakes.reason(cause));
    }

    /** Whether endpoints are believed without a proof. */
    public boolean verifiesNothing() {
        return key.spec().verify() == Verify.NONE;
    }

    public void retain() {
        ReferenceCountUtil.retain(context);
    }

    public void release() {
        ReferenceCountUtil.release(context);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ClientTls that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
