package io.highgate.gateway.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection. Immutable; one per connection.
 *
 * @param address the address, 4 or 16 bytes
 * @param text the address as text, without brackets
 * @param spelled the same as octets, for header fields; not to be changed
 * @param localPort the port the client connected to
 * @param security what the handshake told, or null for cleartext
 */
public record Peer(
        byte[] address,
        String text,
        byte[] spelled,
        int localPort,
        @Nullable Security security) {

    private static final Peer UNKNOWN =
            new Peer(new byte[4], "unknown", "unknown".getBytes(StandardCharsets.ISO_8859_1), 0, null);

    /** The peer of a cleartext connection. */
    public static Peer of(InetSocketAddress remote, InetSocketAddress local) {
        InetAddress address = remote.getAddress();
        if (address == null) {
            return UNKNOWN;
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return new Peer(address.getAddress(), bare, bare.getBytes(StandardCharsets.ISO_8859_1), local.getPort(), null);
    }

    /** The same peer, with what its handshake told. */
    public Peer secured(@Nullable Security told) {
        return told == null ? this : new Peer(address, text, spelled, localPort, told);
    }

    /** Whether the connection is encrypted. */
    public boolean secure() {
        return security != null;
    }

    public String scheme() {
        return secure() ? "https" : "http";
    }
}
