package io.highgate.bench.center;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An instance of a cell that nobody knew registers: when does the gateway answer its first request? */
final class FirstRequests {

    private static final long LOOK = Duration.ofMillis(1).toNanos();
    private static final int MOST_TRIES = 10_000;

    private FirstRequests() {}

    /** So many cells, one after the other. */
    static Spread measure(CenterUnderTest center, GatewayUnderTest gateway, Key key, int firsts, int health)
            throws IOException {
        Spread all = new Spread();
        for (int i = 0; i < firsts; i++) {
            String cell = "first-" + i;
            try (Peer peer = new Peer(center.port(), key, cell, Peer.address(21_000 + i), health);
                    Line line = gateway.line()) {
                long began = System.nanoTime();
                int status = peer.register(Terms.PATIENT);
                awaitAnswer(line, cell, status);
                all.add(Duration.ofNanos(System.nanoTime() - began));
                int left = peer.leave();
                if (left / 100 != 2) {
                    throw new IOException("a farewell was answered with " + left);
                }
            }
        }
        return all;
    }

    private static void awaitAnswer(Line line, String cell, int registered) throws IOException {
        int tries = 0;
        while (GatewayUnderTest.ask(line, cell) != 200) {
            if (++tries > MOST_TRIES) {
                throw new IOException("registered with " + registered + ", and " + cell + " is not found");
            }
            LockSupport.parkNanos(LOOK);
        }
    }
}
