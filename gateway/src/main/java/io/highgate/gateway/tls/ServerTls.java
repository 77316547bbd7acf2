package io.highgate.gateway.tls;

import io.highgate.model.spec.ListenerTlsSpec;
import io.highgate.model.spec.ListenerTlsSpec.ClientCertificates;
import io.highgate.model.spec.ListenerTlsSpec.UnknownName;
import io.highgate.model.spec.TlsVersion;
import io.highgate.model.tls.Identity;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How a listener encrypts: one context for each certificate, chosen by the name that the client asks
 * for. Belongs to its listener, which releases it; connections that live keep what they need.
 * Thread-safe.
 */
public final class ServerTls {

    /** As long as a ticket's key lives at least. */
    private static final Duration SESSION = Duration.ofHours(8);

    private static final int SESSIONS = 20_000;

    private final ServerKey key;
    private final List<Shown> shown;
    private final Tickets tickets;

    private ServerTls(ServerKey key, List<Shown> shown) {
        this.key = key;
        this.shown = List.copyOf(shown);
        this.tickets = new Tickets(shown.stream().map(Shown::context).toList());
    }

    /**
     * Builds the contexts.
     *
     * @throws TlsSetup if the library refuses a certificate; nothing is left behind then
     */
    public static ServerTls build(ServerKey key, TlsProvider provider) throws TlsSetup {
        List<Shown> shown = new ArrayList<>();
        for (Identity identity : key.identities()) {
            try {
                shown.add(new Shown(identity, identity.names(), context(key, identity, provider)));
            } catch (SSLException | IllegalArgumentException e) {
                shown.forEach(it -> ReferenceCountUtil.release(it.context()));
                throw new TlsSetup("the certificate for " + identity.names().all() + " is not taken", e);
            }
        }
        return new ServerTls(key, shown);
    }

    private static SslContext context(ServerKey key, Identity identity, TlsProvider provider) throws SSLException {
        ListenerTlsSpec spec = key.spec();
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(X509Certificate[]::new))
                .sslProvider(provider.netty())
                .protocols(versions(spec.minVersion()))
                .ciphers(CipherSuites.of(spec.ciphers()))
                .sessionTimeout(SESSION.toSeconds())
                .sessionCacheSize(SESSIONS)
                .clientAuth(
                        switch (spec.clientCertificates()) {
                            case NONE -> ClientAuth.NONE;
                            case OPTIONAL -> ClientAuth.OPTIONAL;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        });
        if (spec.clientCertificates() != ClientCertificates.NONE) {
            builder.trustManager(key.trust());
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

    static List<String> versions(TlsVersion oldest) {
        return oldest == TlsVersion.V1_3 ? List.of("TLSv1.3") : List.of("TLSv1.3", "TLSv1.2");
    }

    public ServerKey key() {
        return key;
    }

    /** From the connection to the end of the handshake. */
    public Duration handshakeTimeout() {
        return key.spec().handshakeTimeout();
    }

    /** The certificate for a name, null for none asked; null if the client is to be refused. */
    @Nullable
    Shown choose(@Nullable String name) {
        for (Shown one : shown) {
            if (name != null && one.names().covers(name)) {
                return one;
            }
        }
        return key.spec().unknownName() == UnknownName.REFUSE ? null : shown.getFirst();
    }

    /**
     * Whether a request must be for a host of the connection's certificate: several names, and not
     * everyone is let in. Then a connection opened for one name must not be used for another one.
     */
    boolean bindsHosts() {
        return shown.size() > 1 && key.spec().clientCertificates() != ClientCertificates.NONE;
    }

    /** Session tickets are encrypted with a new key from now on. */
    public void rotateTickets() {
        tickets.rotate();
    }

    /** No new handshake begins with it. */
    public void release() {
        shown.forEach(it -> ReferenceCountUtil.release(it.context()));
    }
}
