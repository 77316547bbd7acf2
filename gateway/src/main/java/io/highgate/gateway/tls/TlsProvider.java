package io.highgate.gateway.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Who does the cryptography; chosen once at start. */
public enum TlsProvider {
    /** BoringSSL through netty-tcnative: several times faster, and it has its library for few platforms. */
    OPENSSL(SslProvider.OPENSSL_REFCNT),
    /** The Java platform's own: everywhere. */
    JDK(SslProvider.JDK);

    private final SslProvider netty;

    TlsProvider(SslProvider netty) {
        this.netty = netty;
    }

    /** The native library where there is one for this platform, else the JDK's. */
    public static TlsProvider best() {
        return OpenSsl.isAvailable() ? OPENSSL : JDK;
    }

    SslProvider netty() {
        return netty;
    }
}
