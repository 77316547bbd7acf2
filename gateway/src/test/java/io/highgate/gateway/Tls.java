package io.highgate.gateway;

import io.highgate.testkit.Wire;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Settings of TLS clients in tests. */
final class Tls {

    static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    private Tls() {}

    /** Asks for that name, and wants it in the certificate. */
    static Consumer<SSLSocket> named(String name) {
        return socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        };
    }

    /** Asks for no name. */
    static Consumer<SSLSocket> unnamed() {
        return socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of());
            socket.setSSLParameters(parameters);
        };
    }

    /** Speaks that version only. */
    static Consumer<SSLSocket> version(String version) {
        return named("a.test").andThen(socket -> socket.setEnabledProtocols(new String[] {version}));
    }

    static Wire connect(RunningGateway gateway, SSLContext context) {
        return Wire.secure(gateway.port(), context, named("a.test"));
    }

    /** A listener with TLS, and more of its settings. */
    static String listener(String certificates, String more) {
        return "listeners: [{bind: '127.0.0.1:0', tls: {certificates: [" + certificates + "]" + more + "}}]\n";
    }
}
