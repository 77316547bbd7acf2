package io.highgate.gateway.listen;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.exchange.Entrance;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which clients have connections on a listener, and why others were sent away. A client is counted
 * as long as it has a connection, so the count is bounded by {@code limits.connections}. Thread-safe.
 */
final class Visitors {

    private final Entrance entrance;
    private final ConcurrentHashMap<Client, Integer> open = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    Visitors(Entrance entrance) {
        this.entrance = entrance;
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    /**
     * Who is counted as one client: an IPv4 address, or the /64 of an IPv6 address, since one host
     * has a whole /64 to choose addresses from (RFC 6177).
     */
    record Client(boolean v6, long network) {

        static Client of(InetAddress address) {
            byte[] octets = address.getAddress();
            long network = 0;
            for (int i = 0; i < Math.min(octets.length, 8); i++) {
                network = network << 8 | octets[i] & 0xff;
            }
            return new Client(octets.length > 4, network);
        }
    }

    /** Counts a connection of that client until it is closed; closes it at once if it is one too many. */
    boolean admit(Channel channel, InetAddress address) {
        Client client = Client.of(address);
        int now = open.merge(client, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> leave(client));
        Integer limit = entrance.limits().connectionsPerClient();
        if (limit != null && now > limit && !isTrusted(address)) {
            refuse(channel, Refusal.CLIENT_CONNECTIONS);
            return false;
        }
        return true;
    }

    private void leave(Client client) {
        open.computeIfPresent(client, (who, count) -> count == 1 ? null : count - 1);
    }

    /** Whether the address is one of a proxy that is believed. */
    boolean isTrusted(InetAddress address) {
        byte[] octets = address.getAddress();
        for (AddressRange proxies : entrance.trustedProxies()) {
            if (proxies.contains(octets)) {
                return true;
            }
        }
        return false;
    }

    /** Closes a connection and counts why. */
    void refuse(Channel channel, Refusal reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
        channel.close();
    }

    long refused(Refusal reason) {
        return Objects.requireNonNull(refused.get(reason)).sum();
    }

    /** How many clients have connections open. */
    int clients() {
        return open.size();
    }
}
