package io.highgate.model.spec;

/** How a token may be signed (RFC 7518 section 3.1, RFC 8037). Never {@code none}. */
public enum TokenAlgorithm implements Spelled {
    RS256(Family.RSA, "RS256"),
    RS384(Family.RSA, "RS384"),
    RS512(Family.RSA, "RS512"),
    PS256(Family.RSA, "PS256"),
    PS384(Family.RSA, "PS384"),
    PS512(Family.RSA, "PS512"),
    ES256(Family.EC, "ES256"),
    ES384(Family.EC, "ES384"),
    ES512(Family.EC, "ES512"),
    EDDSA(Family.ED25519, "EdDSA"),
    HS256(Family.SHARED, "HS256"),
    HS384(Family.SHARED, "HS384"),
    HS512(Family.SHARED, "HS512");

    /** What kind of key it takes; a key of one kind is never tried as another. */
    public enum Family {
        RSA,
        EC,
        ED25519,
        /** A secret that whoever checks could sign with, too. */
        SHARED
    }

    private final Family family;
    private final String spelling;

    TokenAlgorithm(Family family, String spelling) {
        this.family = family;
        this.spelling = spelling;
    }

    public Family family() {
        return family;
    }

    /** As in a token's {@code alg}. */
    @Override
    public String spelling() {
        return spelling;
    }

    /** The octets of its hash, which a shared secret must have at least (RFC 7518 section 3.2). */
    public int hashOctets() {
        return this == EDDSA ? 64 : Integer.parseInt(spelling.substring(2)) / 8;
    }
}
