package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Peer;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a client's connection: those of the socket, or those that a proxy in front has
 * named. Immutable.
 */
record ClientEnds(InetSocketAddress client, InetSocketAddress gateway) {

    private static final AttributeKey<ClientEnds> NAMED = AttributeKey.valueOf(ClientEnds.class, "named");

    /** The ends of a connection; null if it came and went before anyone looked. */
    static @Nullable ClientEnds of(Channel channel) {
        ClientEnds named = channel.attr(NAMED).get();
        if (named != null) {
            return named;
        }
        return channel.remoteAddress() instanceof InetSocketAddress remote
                        && channel.localAddress() instanceof InetSocketAddress local
                ? new ClientEnds(remote, local)
                : null;
    }

    /** From now on these are the channel's ends. */
    void name(Channel channel) {
        channel.attr(NAMED).set(this);
    }

    Peer peer() {
        return Peer.of(client, gateway);
    }
}
