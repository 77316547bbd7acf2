package io.highgate.bench.center;

import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The streams of many gateways, and when they see what is waited for. Thread-safe; one waits. */
final class Followers implements AutoCloseable {

    private final List<Follower> all = new ArrayList<>();
    private final AtomicLong gone = new AtomicLong();
    private final int counted;
    private volatile @Nullable Awaited awaited;

    /** What somebody waits for, and when each counted stream had it. */
    private record Awaited(String key, Sight sight, long[] nanos, AtomicInteger seen, AtomicInteger octets) {}

    /** How an instance is to be seen. */
    enum Sight {
        THERE,
        DOWN,
        GONE
    }

    /** When something was seen. Immutable. */
    record Seen(long[] nanos, int octets) {

        /** How long after a moment the last of all streams saw it. */
        Duration lastAfter(long moment) {
            long last = moment;
            for (long each : nanos) {
                last = Math.max(last, each);
            }
            return Duration.ofNanos(last - moment);
        }
    }

    private Followers(int counted) {
        this.counted = counted;
    }

    /** Opens so many streams and waits until each knows everything; so many of them are counted. */
    static Followers open(int center, Key key, int streams, int counted) throws IOException {
        Followers followers = new Followers(Math.min(streams, counted));
        for (int i = 0; i < streams; i++) {
            int number = i;
            Follower one = new Follower(
                    center, key, (which, listed, octets) -> followers.changed(number, which, listed, octets));
            followers.all.add(one);
            Thread.ofVirtual().start(one);
        }
        Waiting.until(
                "all streams know everything", () -> followers.all.stream().allMatch(Follower::isComplete));
        return followers;
    }

    int size() {
        return all.size();
    }

    /** Octets that all of them got so far; throws if something was wrong in one. */
    long octets() {
        return all.stream()
                .filter(Follower::isComplete)
                .mapToLong(Follower::octets)
                .sum();
    }

    /** How many instances the first stream has lost sight of so far. */
    long gone() {
        return gone.get();
    }

    /** The next sight of this instance will be waited for. */
    void expect(String key, Sight sight) {
        awaited = new Awaited(key, sight, new long[counted], new AtomicInteger(), new AtomicInteger());
    }

    /** Waits until all counted streams have seen it. */
    Seen await() {
        Awaited one = java.util.Objects.requireNonNull(awaited);
        Waiting.until(
                one.key + " is " + one.sight,
                () -> one.seen.get() == counted || !all.stream().allMatch(Follower::isComplete));
        awaited = null;
        return new Seen(one.nanos, one.octets.get());
    }

    private void changed(int stream, String key, @Nullable Listed listed, int octets) {
        long now = System.nanoTime();
        if (stream == 0 && listed == null) {
            gone.incrementAndGet();
        }
        Awaited one = awaited;
        if (one == null || stream >= counted || !one.key.equals(key) || one.nanos[stream] != 0) {
            return;
        }
        if (one.sight == sight(listed)) {
            one.nanos[stream] = now;
            one.octets.accumulateAndGet(octets, Math::max);
            one.seen.incrementAndGet();
        }
    }

    private static Sight sight(@Nullable Listed listed) {
        if (listed == null) {
            return Sight.GONE;
        }
        return listed.state() == InstanceState.DOWN ? Sight.DOWN : Sight.THERE;
    }

    @Override
    public void close() {
        all.forEach(Follower::close);
    }
}
