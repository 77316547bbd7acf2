package io.highgate.model.spec;

/** One way to find out who asks. Written as a mapping with one key, the kind. Immutable. */
public sealed interface AuthenticatorSpec {

    /** The name of the one that is there wherever login is on. */
    String SESSION = "session";

    /** Sessions of the built-in login. */
    @Doc("Sessions of the built-in login.")
    record Session(SessionSpec session) implements AuthenticatorSpec {}

    /** Keys of applications. */
    @Doc("Keys of applications.")
    record ApiKey(
            @Doc(value = "The keys, and where they are shown.", required = true)
            ApiKeySpec apiKey) implements AuthenticatorSpec {}

    /** Signatures of requests. */
    @Doc("Signatures of requests (HMAC).")
    record Signature(
            @Doc(value = "The secret, and what is signed.", required = true)
            SignatureSpec signature) implements AuthenticatorSpec {}

    /** Client certificates. */
    @Doc("Client certificates of connections (mutual TLS).")
    record ClientCertificate(
            @Doc(value = "Whose certificates.", required = true)
            ClientCertificateSpec clientCertificate) implements AuthenticatorSpec {}
    /** Signed tokens. */
    @Doc("Signed tokens (JWT), checked here.")
    record Jwt(
            @Doc(value = "Whose tokens, and how they are checked.", required = true)
            JwtSpec jwt) implements AuthenticatorSpec {}

    /** Tokens that whoever made them is asked about. */
    @Doc("Opaque tokens; whoever made them is asked (RFC 7662).")
    record Introspection(
            @Doc(value = "Who is asked.", required = true) IntrospectionSpec introspection)
            implements AuthenticatorSpec {}

    /** Browsers that log in at a provider. */
    @Doc("Browsers log in at an OpenID provider.")
    record Oidc(
            @Doc(value = "The provider, and what we are there.", required = true)
            OidcSpec oidc) implements AuthenticatorSpec {}

    /** A service of the user's decides. */
    @Doc("A service of yours decides, request by request.")
    record ForwardAuth(
            @Doc(value = "The service.", required = true) ForwardAuthSpec forwardAuth) implements AuthenticatorSpec {}

    /** Sessions of the built-in login. */
    @Doc("Sessions of the built-in login, as 'Authorization: Bearer ...'.")
    record SessionSpec(
            @Doc(value = "Whether the cookie that a login sets is taken, too.", defaultsTo = "false")
            boolean cookie) {}
}
