package io.highgate.model.spec;

import java.time.Duration;
import java.util.List;

/** How a listener encrypts. Immutable. */
@Doc("How a listener encrypts; operate/tls.md tells more.")
public record ListenerTlsSpec(
        @Doc(
                value = "Which certificate is shown follows from the names in it (SNI); the first one is the default.",
                required = true)
        List<CertificateSpec> certificates,

        @Doc(
                value = "What becomes of a client that asks for a name no certificate has, or for none.",
                defaultsTo = "default")
        UnknownName unknownName,

        @Doc(value = "The oldest version that is spoken.", defaultsTo = "TLSv1.2")
        TlsVersion minVersion,

        @Doc("Cipher suites of TLS 1.2 by their IANA names; all with forward secrecy and AEAD when left out.")
        List<String> ciphers,

        @Doc(value = "Whether clients show certificates.", defaultsTo = "none")
        ClientCertificates clientCertificates,

        @Doc("PEM files with the authorities that client certificates must come from.")
        List<String> trust,

        @Doc(value = "From the connection to the end of the handshake.", defaultsTo = "10s")
        Duration handshakeTimeout) {

    /** Choices for a name that no certificate has. */
    public enum UnknownName {
        /** The first certificate is shown. */
        DEFAULT,
        /** The handshake is refused (alert unrecognized_name). */
        REFUSE
    }

    /** Choices for client certificates. */
    public enum ClientCertificates {
        /** Not asked for. */
        NONE,
        /** Asked for; one that is shown must be good. */
        OPTIONAL,
        /** Without a good one there is no connection. */
        REQUIRED
    }
}
