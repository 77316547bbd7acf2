package io.highgate.center.cells;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses an instance may have. The center asks each one how it is, and gateways send it requests:
 * nobody must be able to point them at the machines' own doors (server-side request forgery, OWASP). An
 * address that stands inside another one (IPv4-mapped, 6to4, NAT64) counts as itself. Immutable.
 *
 * @param loopback whether 127.0.0.0/8 and ::1 may be named: by somebody on this machine, who means it
 */
public record AddressRules(boolean loopback) {

    /** Where clouds tell machines their secrets; the IPv4 ones in 169.254.0.0/16 are link-local anyway. */
    private static final Set<String> METADATA = Set.of(
            "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    private static final Set<String> METADATA_NAMES =
            Set.of("metadata", "metadata.google.internal", "metadata.goog", "instance-data", "metadata.azure.internal");

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    /** Browsers and libraries take such names for numbers (WHATWG URL, "ends in a number"). */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");

    private static final int V4 = 4;

    /** What is wrong with a host, or null: a name is looked at again when it is {@link #problem(InetAddress) resolved}. */
    public @Nullable String problem(String host) {
        if (IPV4.matcher(host).matches() || host.indexOf(':') >= 0) {
            return literal(host);
        }
        String name = host.toLowerCase(java.util.Locale.ROOT);
        if (NUMERIC.matcher(name).matches()) {
            return "'" + host + "' is a number in disguise; IPv4 addresses are written as 10.0.0.1";
        }
        if (!NAME.matcher(name).matches()) {
            return "'" + host + "' is neither a host name nor an IP address";
        }
        if (METADATA_NAMES.contains(name)) {
            return "'" + host + "' is a cloud's metadata service";
        }
        if (!loopback && (name.equals("localhost") || name.endsWith(".localhost"))) {
            return refused(host, "loopback, where every machine finds itself");
        }
        return null;
    }

    /**
     * What is wrong with an address that a host's name has, or null: a name that does not say that it means
     * this machine must not lead to it (DNS rebinding).
     */
    public @Nullable String problem(String host, InetAddress resolved) {
        boolean saysSo = host.equalsIgnoreCase("localhost")
                || host.indexOf(':') >= 0
                || IPV4.matcher(host).matches();
        return new AddressRules(loopback && saysSo).problem(resolved);
    }

    private @Nullable String literal(String host) {
        if (host.indexOf('%') >= 0) {
            return "'" + host + "' has a zone, which means something on one machine only";
        }
        try {
            return problem(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException notAnAddress) {
            return "'" + host + "' is not an IP address";
        }
    }

    /** What is wrong with an address, or null. */
    public @Nullable String problem(InetAddress address) {
        InetAddress meant = inner(address);
        String text = address.getHostAddress();
        if (METADATA.contains(meant.getHostAddress())) {
            return "'" + text + "' is a cloud's metadata service";
        }
        if (meant.isLoopbackAddress()) {
            return loopback ? null : refused(text, "loopback, where every machine finds itself");
        }
        if (meant.isAnyLocalAddress() || meant.getAddress().length == V4 && meant.getAddress()[0] == 0) {
            return refused(text, "nowhere");
        }
        if (meant.isLinkLocalAddress()) {
            return refused(text, "link-local, where clouds keep their metadata services");
        }
        if (meant.isMulticastAddress() || (meant.getAddress()[0] & 0xf0) == 0xf0 && meant.getAddress().length == V4) {
            return refused(text, "not the address of one machine");
        }
        return null;
    }

    private static String refused(String address, String why) {
        return "'" + address + "' is " + why + "; give the address at which other machines reach the instance";
    }

    /** The IPv4 address that an IPv6 address carries, else the address itself. */
    private static InetAddress inner(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] octets = address.getAddress();
        boolean nat64 = begins(octets, 0x00, 0x64, 0xff, 0x9b) && zeros(octets, 4, 12); // RFC 6052
        boolean compatible = zeros(octets, 0, 12) && !zeros(octets, 12, 15); // RFC 4291 2.5.5.1
        if (nat64 || compatible) {
            return v4(Arrays.copyOfRange(octets, 12, 16));
        }
        return begins(octets, 0x20, 0x02) ? v4(Arrays.copyOfRange(octets, 2, 6)) : address; // 6to4, RFC 3056
    }

    private static boolean begins(byte[] octets, int... with) {
        for (int i = 0; i < with.length; i++) {
            if ((octets[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean zeros(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress v4(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
