package io.highgate.model.spec;

/** One way to find out who asks. Written as a mapping with one key, the kind. Immutable. */
public sealed interface AuthenticatorSpec {

    /** Sessions of the built-in login. */
    @Doc("Sessions of the built-in login.")
    record Session(SessionSpec session) implements AuthenticatorSpec {}

    /** Keys of applications. */
    @Doc("Keys of applications.")
    record ApiKey(ApiKeySpec apiKey) implements AuthenticatorSpec {}

    /** Signatures of requests. */
    @Doc("Signatures of requests (HMAC).")
    record Signature(SignatureSpec signature) implements AuthenticatorSpec {}

    /** Client certificates. */
    @Doc("Client certificates of connections (mutual TLS).")
    record ClientCertificate(ClientCertificateSpec clientCertificate) implements AuthenticatorSpec {}

    /** Sessions of the built-in login. */
    @Doc("Sessions of the built-in login, as 'Authorization: Bearer ...'.")
    record SessionSpec(
            @Doc(value = "Whether the cookie that a login sets is taken, too.", defaultsTo = "false")
            boolean cookie) {}
}
