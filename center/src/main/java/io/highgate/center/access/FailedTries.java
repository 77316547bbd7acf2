package io.highgate.center.access;

import io.highgate.base.time.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often wrong credentials came from an address (of IPv6: from its /64) within a minute. Whoever has come
 * from there with right ones before is heard in any case, so that one service that forgot its secret does not
 * lock out its neighbours. Thread-safe; bounded.
 */
public final class FailedTries {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_NETWORKS = 10_000;
    private static final int MOST_FRIENDS = 64;

    private final int most;
    private final Ticker ticker;
    private final Map<String, Tries> byNetwork = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST_NETWORKS;
        }
    };

    private static final class Tries {
        private long begun;
        private int wrong;
        private final Deque<String> friends = new ArrayDeque<>();
    }

    /** Allows so many wrong tries a minute. */
    public FailedTries(int most, Ticker ticker) {
        this.most = most;
        this.ticker = ticker;
    }

    /** How long to wait until credentials of this name are looked at; zero for not at all. */
    synchronized Duration waiting(String address, String name) {
        Tries tries = byNetwork.get(network(address));
        if (tries == null || tries.wrong < most || tries.friends.contains(name)) {
            return Duration.ZERO;
        }
        long left = WINDOW.toNanos() - (ticker.nanos() - tries.begun);
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    synchronized void wrong(String address) {
        Tries tries = byNetwork.computeIfAbsent(network(address), _ -> new Tries());
        if (tries.wrong == 0 || ticker.nanos() - tries.begun >= WINDOW.toNanos()) {
            tries.begun = ticker.nanos();
            tries.wrong = 0;
        }
        tries.wrong++;
    }

    synchronized void right(String address, String name) {
        Tries tries = byNetwork.computeIfAbsent(network(address), _ -> new Tries());
        if (!tries.friends.contains(name)) {
            if (tries.friends.size() == MOST_FRIENDS) {
                tries.friends.removeFirst();
            }
            tries.friends.addLast(name);
        }
    }

    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] octets = parsed.getAddress();
            return HexFormat.of().formatHex(octets, 0, parsed instanceof Inet6Address ? 8 : octets.length);
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
