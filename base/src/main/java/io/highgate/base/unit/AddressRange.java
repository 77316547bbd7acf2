package io.highgate.base.unit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IP addresses as people write them: {@code 10.0.0.7}, {@code 10.0.0.7-10.0.0.9},
 * {@code 10.0.0.0/255.255.255.0}, {@code 10.0.0.0/24}, and the same of IPv6. Immutable; names are never
 * resolved.
 */
public final class AddressRange {

    private static final Pattern OCTAL = Pattern.compile("(^|\\.)0[0-9]");

    private final String written;
    private final byte[] first;
    private final byte[] last;

    private AddressRange(String written, byte[] first, byte[] last) {
        this.written = written;
        this.first = first;
        this.last = last;
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static AddressRange parse(String text) {
        String value = text.replace(" ", "");
        int dash = value.indexOf('-');
        if (dash >= 0) {
            return between(value, literal(value.substring(0, dash), text), literal(value.substring(dash + 1), text));
        }
        int slash = value.indexOf('/');
        if (slash < 0) {
            byte[] only = literal(value, text);
            return new AddressRange(value, only, only);
        }
        byte[] address = literal(value.substring(0, slash), text);
        String behind = value.substring(slash + 1);
        boolean isMask = behind.indexOf('.') >= 0 || behind.indexOf(':') >= 0;
        byte[] mask = isMask ? mask(literal(behind, text), text) : prefix(behind, address.length, text);
        return masked(value, address, mask);
    }

    private static AddressRange between(String written, byte[] first, byte[] last) {
        if (first.length != last.length) {
            throw new IllegalArgumentException("'" + written + "' goes from one family of addresses to the other");
        }
        if (Arrays.compareUnsigned(first, last) > 0) {
            throw new IllegalArgumentException("'" + written + "' ends before it begins");
        }
        return new AddressRange(written, first, last);
    }

    private static AddressRange masked(String written, byte[] address, byte[] mask) {
        if (address.length != mask.length) {
            throw new IllegalArgumentException("'" + written + "' has a mask of the other family of addresses");
        }
        byte[] first = new byte[address.length];
        byte[] last = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            first[i] = (byte) (address[i] & mask[i]);
            last[i] = (byte) (address[i] | ~mask[i]);
        }
        return new AddressRange(written, first, last);
    }

    private static byte[] prefix(String digits, int octets, String text) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > octets * 8) {
            throw new IllegalArgumentException("'" + text + "' has a prefix outside 0.." + octets * 8);
        }
        byte[] mask = new byte[octets];
        for (int bit = 0; bit < Integer.parseInt(digits); bit++) {
            mask[bit / 8] |= (byte) (0x80 >>> bit % 8);
        }
        return mask;
    }

    /** Ones, and then zeros only. */
    private static byte[] mask(byte[] mask, String text) {
        boolean over = false;
        for (int bit = 0; bit < mask.length * 8; bit++) {
            boolean one = (mask[bit / 8] & 0x80 >>> bit % 8) != 0;
            if (one && over) {
                throw new IllegalArgumentException("'" + text + "' has a mask that is not ones and then zeros");
            }
            over |= !one;
        }
        return mask;
    }

    private static byte[] literal(String value, String text) {
        boolean spelled =
                value.indexOf(':') >= 0 || value.chars().filter(c -> c == '.').count() == 3;
        if (OCTAL.matcher(value).find()) {
            throw new IllegalArgumentException("'" + text + "' has a number that begins with 0: octal or not?");
        }
        try {
            if (spelled && value.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')) {
                return InetAddress.ofLiteral(value).getAddress();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "'" + text + "' is not an address like 10.0.0.7 or fd00::7, or a range like 10.0.0.7-10.0.0.9,"
                + " 10.0.0.0/24 or 10.0.0.0/255.255.255.0";
    }

    /** Whether the address (4 or 16 octets) lies in this range; an IPv4 range holds no IPv6 address. */
    public boolean contains(byte[] address) {
        return address.length == first.length
                && Arrays.compareUnsigned(first, address) <= 0
                && Arrays.compareUnsigned(address, last) <= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange that && Arrays.equals(first, that.first) && Arrays.equals(last, that.last);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(first) * 31 + Arrays.hashCode(last);
    }

    @Override
    public String toString() {
        return written;
    }
}
