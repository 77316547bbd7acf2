package io.highgate.gateway.tls;

/** Good files and settings that the TLS library does not take all the same; the message says which. */
public final class TlsSetup extends Exception {

    private static final long serialVersionUID = 1L;

    TlsSetup(String message, Exception cause) {
        super(message, cause);
    }
}
