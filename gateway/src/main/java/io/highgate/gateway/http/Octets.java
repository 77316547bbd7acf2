package io.highgate.gateway.http;

/** Classes of octets in HTTP messages (RFC 9110 section 5.6, RFC 3986). Pure. */
public final class Octets {

    private static final boolean[] TOKEN = new boolean[256];
    private static final boolean[] FIELD = new boolean[256];
    private static final boolean[] TARGET = new boolean[256];
    private static final boolean[] LOOSE = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            TOKEN[c] = letter || digit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            FIELD[c] = c == '\t' || c >= ' ' && c != 127;
            TARGET[c] = c > ' ' && c < 127 && "\"<>\\^`{|}#".indexOf(c) < 0;
            LOOSE[c] = "\\^`{|}".indexOf(c) >= 0;
        }
    }

    private Octets() {}

    /**
     * Whether all of the text stands there; the array reaches that far.
     *
     * @param fold whether case does not matter; the text is in lower case then
     */
    public static boolean isAt(byte[] text, byte[] in, int at, boolean fold) {
        for (int i = 0; i < text.length; i++) {
            byte b = in[at + i];
            if (text[i] != (fold ? lower(b) : b)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The octets as a field's value: what would end it or begin another one (CR, LF, NUL) becomes a space
     * (RFC 9110 section 5.5).
     *
     * @return the same array
     */
    public static byte[] fieldValue(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            if (!isFieldValue(octets[i])) {
                octets[i] = ' ';
            }
        }
        return octets;
    }

    /** Whether it may stand in a token: method and field names (RFC 9110 section 5.6.2). */
    public static boolean isToken(byte octet) {
        return TOKEN[octet & 0xff];
    }

    /** Whether it may stand in a field value: VCHAR, obs-text, SP and HTAB (RFC 9110 section 5.5). */
    public static boolean isFieldValue(byte octet) {
        return FIELD[octet & 0xff];
    }

    /** Whether it may stand in a request target as it is: what RFC 3986 allows, and nothing else. */
    public static boolean isTarget(byte octet) {
        return TARGET[octet & 0xff];
    }

    /**
     * Whether it may not stand in a request target, but comes in some all the same: browsers do not
     * escape all of what RFC 3986 wants escaped (WHATWG URL, percent-encode sets).
     */
    public static boolean isLoose(byte octet) {
        return LOOSE[octet & 0xff];
    }

    /** The value of a hexadecimal digit, or -1. */
    public static int hex(byte octet) {
        return Character.digit(octet, 16);
    }

    /** ASCII lower case. */
    public static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
    }
}
