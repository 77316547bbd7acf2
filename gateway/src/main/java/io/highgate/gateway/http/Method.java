package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;

/**
 * A request method (RFC 9110 section 9); the registered ones are shared instances, any other token
 * is kept as it came. Case matters. Immutable.
 */
public final class Method {

    public static final Method GET = new Method("GET", true, true);
    public static final Method HEAD = new Method("HEAD", true, true);
    public static final Method POST = new Method("POST", false, false);
    public static final Method PUT = new Method("PUT", false, true);
    public static final Method DELETE = new Method("DELETE", false, true);
    public static final Method PATCH = new Method("PATCH", false, false);
    public static final Method OPTIONS = new Method("OPTIONS", true, true);
    public static final Method TRACE = new Method("TRACE", true, true);
    public static final Method CONNECT = new Method("CONNECT", false, false);

    private static final Method[] KNOWN = {GET, POST, PUT, HEAD, DELETE, PATCH, OPTIONS, TRACE, CONNECT};

    private final String name;
    private final byte[] bytes;
    private final boolean safe;
    private final boolean idempotent;

    private Method(String name, boolean safe, boolean idempotent) {
        this.name = name;
        this.bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        this.safe = safe;
        this.idempotent = idempotent;
    }

    /** The method of that name; the caller has checked that it is a token. */
    public static Method of(String name) {
        for (Method known : KNOWN) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        return new Method(name, false, false);
    }

    /** The method spelled by the octets, without allocating for the registered ones. */
    public static Method of(byte[] from, int start, int end) {
        for (Method known : KNOWN) {
            if (java.util.Arrays.equals(known.bytes, 0, known.bytes.length, from, start, end)) {
                return known;
            }
        }
        return new Method(new String(from, start, end - start, StandardCharsets.ISO_8859_1), false, false);
    }

    public String name() {
        return name;
    }

    /** The spelling; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the method only reads (RFC 9110 section 9.2.1). */
    public boolean isSafe() {
        return safe;
    }

    /** Whether doing it twice is the same as doing it once (RFC 9110 section 9.2.2). */
    public boolean isIdempotent() {
        return idempotent;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Method that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
