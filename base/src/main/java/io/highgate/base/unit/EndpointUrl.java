package io.highgate.base.unit;

import java.util.Locale;

/**
 * Where an endpoint is and how it is spoken to: {@code host:port}, which leaves the scheme to the
 * upstream, or {@code http://host} and {@code https://host}, whose port may be left out. Immutable.
 */
public record EndpointUrl(Scheme scheme, HostPort address) {

    /** What the text says about encryption. */
    public enum Scheme {
        UNSAID,
        HTTP,
        HTTPS
    }

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static EndpointUrl parse(String text) {
        String value = text.strip();
        int end = value.indexOf("://");
        if (end < 0) {
            if (value.contains("/")) {
                throw new IllegalArgumentException("'" + text + "' is not host:port; leave out the path");
            }
            return new EndpointUrl(Scheme.UNSAID, HostPort.parse(value));
        }
        String authority = value.substring(end + 3);
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
        }
        if (authority.contains("/") || authority.contains("?") || authority.contains("@")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is more than scheme, host and port; the path belongs into the route's rewrite");
        }
        return switch (value.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "http" -> new EndpointUrl(Scheme.HTTP, HostPort.parse(authority, HTTP_PORT));
            case "https" -> new EndpointUrl(Scheme.HTTPS, HostPort.parse(authority, HTTPS_PORT));
            default ->
                throw new IllegalArgumentException("'" + text + "' begins neither with http:// nor with https://");
        };
    }

    @Override
    public String toString() {
        return scheme == Scheme.UNSAID ? address.toString() : scheme.name().toLowerCase(Locale.ROOT) + "://" + address;
    }
}
