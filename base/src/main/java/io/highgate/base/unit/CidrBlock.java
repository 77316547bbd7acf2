package io.highgate.base.unit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of IP addresses written {@code 10.0.0.0/8}, {@code fd00::/8} or as a single address
 * (RFC 4632, RFC 4291). Immutable; names are never resolved.
 */
public final class CidrBlock {

    private final byte[] network;
    private final int prefix;

    private CidrBlock(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static CidrBlock parse(String text) {
        String value = text.strip();
        int slash = value.indexOf('/');
        byte[] address = literal(slash < 0 ? value : value.substring(0, slash), text);
        int prefix = address.length * 8;
        if (slash >= 0) {
            String digits = value.substring(slash + 1);
            if (!digits.matches("[0-9]{1,3}")) {
                throw new IllegalArgumentException("'" + text + "' has no number after '/'");
            }
            prefix = Integer.parseInt(digits);
            if (prefix > address.length * 8) {
                throw new IllegalArgumentException("'" + text + "' has a prefix outside 0.." + address.length * 8);
            }
        }
        return new CidrBlock(address, prefix);
    }

    private static byte[] literal(String value, String text) {
        boolean looksLiteral =
                !value.isEmpty() && value.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
        if (!looksLiteral
                || (value.indexOf(':') < 0
                        && value.chars().filter(c -> c == '.').count() != 3)) {
            throw new IllegalArgumentException("'" + text + "' is not an address or range like 10.0.0.0/8 or fd00::/8");
        }
        try {
            return InetAddress.ofLiteral(value).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address or range like 10.0.0.0/8", e);
        }
    }

    /** Whether the address (4 or 16 bytes) lies in this range; an IPv4 range holds no IPv6 address. */
    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrBlock that && prefix == that.prefix && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + prefix;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
