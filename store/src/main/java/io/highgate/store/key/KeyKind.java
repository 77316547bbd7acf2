package io.highgate.store.key;

/** Who comes with a service key. */
public enum KeyKind {
    /** A service that registers instances of one cell. */
    PROVIDER,
    /** A gateway that follows the registry and reports what it sees. */
    GATEWAY,
    /** A person, or a program in a person's place. */
    OPERATOR
}
