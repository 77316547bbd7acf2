package io.highgate.bench.center;

import io.highgate.bench.center.Followers.Sight;
import java.io.IOException;
import java.time.Duration;

/** One instance comes or goes: when does the last of the counted streams know it, and how long is the line? */
record Changes(Spread each, Spread last, int octets) {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Registers and takes back so many times, one after the other. */
    static Changes measure(CenterUnderTest center, Followers followers, Key key, int changes, int health)
            throws IOException, InterruptedException {
        Changes all = new Changes(new Spread(), new Spread(), 0);
        int octets = 0;
        try (Peer peer = new Peer(center.port(), key, "cell-0", Peer.address(20_000), health)) {
            for (int i = 0; i < changes; i++) {
                boolean comes = i % 2 == 0;
                followers.expect(peer.key(), comes ? Sight.THERE : Sight.GONE);
                long began = System.nanoTime();
                int status = comes ? peer.register(Terms.PATIENT) : peer.leave();
                if (status / 100 != 2) {
                    throw new IOException("a change was answered with " + status);
                }
                Followers.Seen seen = followers.await();
                for (long nanos : seen.nanos()) {
                    all.each.add(Duration.ofNanos(nanos - began));
                }
                all.last.add(seen.lastAfter(began));
                octets = Math.max(octets, seen.octets());
                Thread.sleep(PAUSE);
            }
        }
        return new Changes(all.each, all.last, octets);
    }
}
