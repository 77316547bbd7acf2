package io.highgate.sdk.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address under which others reach this host: the one it would send from on its way to a center, for
 * gateways are most likely where centers are. A connected UDP socket tells it and sends nothing. Stateless.
 */
final class OwnAddress {

    private OwnAddress() {}

    /**
     * The address without brackets and zone; loopback only if all centers that can be told are on loopback;
     * null if there is none yet, because names do not resolve or the network is not up.
     */
    static @Nullable String towards(List<URI> centers) {
        String loopback = null;
        for (URI center : centers) {
            InetAddress own = towards(center);
            if (own != null && !own.isLoopbackAddress()) {
                return own.getHostAddress();
            }
            loopback = own == null ? loopback : own.getHostAddress();
        }
        return loopback;
    }

    private static @Nullable InetAddress towards(URI center) {
        String host = center.getHost();
        try (DatagramSocket socket = new DatagramSocket()) {
            // Any port: nothing is sent.
            InetAddress there = InetAddress.getByName(host);
            socket.connect(new InetSocketAddress(there, SettingsReader.CENTER_PORT));
            InetAddress own = socket.getLocalAddress();
            if (own == null || own.isAnyLocalAddress() || own.isLinkLocalAddress()) {
                return null;
            }
            // A center on this very host is reached by its own address, which others can reach, too.
            return own.isLoopbackAddress() ? there : own;
        } catch (IOException | UncheckedIOException notYet) {
            return null;
        }
    }
}
