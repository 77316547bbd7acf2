package io.highgate.model.spec;

/**
 * Where the keys are that tokens are checked with. Written as a mapping with one key, the kind; so a
 * secret and public keys can never be configured together. Immutable.
 */
public sealed interface KeysSpec {

    /** A set of public keys is fetched. */
    @Doc("A JSON Web Key Set is fetched from this URL, and again before it is out of date.")
    record Url(String url) implements KeysSpec {}

    /** A set of public keys is in a file. */
    @Doc("A file with a JSON Web Key Set; read again every minute.")
    record File(String path) implements KeysSpec {}

    /** A set of public keys. */
    @Doc("A JSON Web Key Set, as JSON text.")
    record Inline(String jwks) implements KeysSpec {}

    /** A shared secret. */
    @Doc("A secret that whoever signs shares (HS256 and so on), as text or as 'base64:...'.")
    record Shared(io.highgate.base.unit.Secret secret) implements KeysSpec {}
}
