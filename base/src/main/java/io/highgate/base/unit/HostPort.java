package io.highgate.base.unit;

/**
 * A host (name, IPv4 or IPv6 literal, without brackets) and a port 0..65535, where 0 asks the
 * system for a free one. Immutable; nothing is resolved.
 */
public record HostPort(String host, int port) {

    public HostPort {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is missing");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
        }
    }

    /**
     * Reads {@code host:port} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static HostPort parse(String text) {
        return parse(text, -1);
    }

    /** As {@link #parse(String)}, where the port may be left out if {@code defaultPort} is not negative. */
    public static HostPort parse(String text, int defaultPort) {
        String value = text.strip();
        int colon = value.lastIndexOf(':');
        boolean bracketed = value.startsWith("[");
        if (bracketed ? !value.contains("]") : colon != value.indexOf(':')) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not host:port; an IPv6 address needs brackets: [::1]:8080");
        }
        if (bracketed && colon < value.indexOf(']')) {
            colon = -1;
        }
        String host = colon < 0 ? value : value.substring(0, colon);
        if (bracketed) {
            if (!host.endsWith("]") || host.indexOf(':') < 0) {
                throw new IllegalArgumentException("'" + text + "' is not [v6]:port");
            }
            host = host.substring(1, host.length() - 1);
        }
        if (colon < 0 && defaultPort < 0) {
            throw new IllegalArgumentException("'" + text + "' has no port; write host:port");
        }
        return new HostPort(host, colon < 0 ? defaultPort : port(text, value.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        if (!digits.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not host:port: '" + digits + "' is not a port number");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
