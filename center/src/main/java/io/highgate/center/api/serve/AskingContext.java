package io.highgate.center.api.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context that is another one at each connection if certificates have changed, and whose server connections ask
 * clients for one: Helidon 4.4.0
 * passes its parameters on to NIO connections only. Thread-safe.
 */
final class AskingContext extends SSLContext {

    AskingContext(Supplier<SSLContext> contexts, ServerTerms.Certificates certificates) {
        this(contexts.get(), contexts, certificates);
    }

    private AskingContext(SSLContext first, Supplier<SSLContext> contexts, ServerTerms.Certificates certificates) {
        super(new Asking(contexts, certificates), first.getProvider(), first.getProtocol());
    }

    private static final class Asking extends SSLContextSpi {
        private final Supplier<SSLContext> contexts;
        private final ServerTerms.Certificates certificates;

        private Asking(Supplier<SSLContext> contexts, ServerTerms.Certificates certificates) {
            this.contexts = contexts;
            this.certificates = certificates;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is initialised already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Sockets(() -> contexts.get().getSocketFactory(), certificates);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return contexts.get().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return contexts.get().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return contexts.get().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return contexts.get().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return contexts.get().getClientSessionContext();
        }
    }

    private static final class Sockets extends SSLSocketFactory {
        private final Supplier<SSLSocketFactory> factories;
        private final ServerTerms.Certificates certificates;

        private Sockets(Supplier<SSLSocketFactory> factories, ServerTerms.Certificates certificates) {
            this.factories = factories;
            this.certificates = certificates;
        }

        /** The only one that makes a server's side of a connection. */
        @Override
        public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose) throws IOException {
            SSLSocket secured = (SSLSocket) factories.get().createSocket(socket, consumed, autoClose);
            switch (certificates) {
                case NONE -> secured.setWantClientAuth(false);
                case OPTIONAL -> secured.setWantClientAuth(true);
                case REQUIRED -> secured.setNeedClientAuth(true);
            }
            return secured;
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return factories.get().createSocket(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return factories.get().createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return factories.get().createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return factories.get().createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return factories.get().createSocket(host, port, local, localPort);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factories.get().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factories.get().getSupportedCipherSuites();
        }
    }
}
