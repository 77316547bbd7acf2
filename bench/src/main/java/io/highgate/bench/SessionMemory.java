package io.highgate.bench;

import io.highgate.store.memory.MemorySessions;
import io.highgate.store.near.NearSessions;
import io.highgate.store.session.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much memory sessions take, each of a user of its own: {@code java ... io.highgate.bench.SessionMemory
 * [sessions]}. Prints bytes a session: kept here, and more where it is kept as a copy, too; and how many are
 * left an hour after they have expired.
 */
public final class SessionMemory {

    private static final int USUAL = 1_000_000;
    private static final Duration LIFE = Duration.ofHours(8);

    private SessionMemory() {}

    /** Opens them, has each seen once, lets them expire. */
    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? USUAL : Integer.parseInt(arguments[0]);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        InstantSource clock = now::get;
        long before = Heap.used();
        MemorySessions sessions = new MemorySessions(clock, count);
        SecureRandom random = new SecureRandom();
        String[] tokens = new String[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = Session.newToken(random);
            sessions.open(session(tokens[i], i, now.get()));
        }
        long kept = Heap.used();
        System.out.printf(
                "kept: %d bytes each of %d, with the token's text%n", (kept - before) / count, sessions.size());
        NearSessions.Bounds bounds = new NearSessions.Bounds(Duration.ofSeconds(30), Duration.ofMillis(50), count);
        NearSessions near = new NearSessions(sessions, clock, bounds);
        for (String token : tokens) {
            near.find(token);
        }
        System.out.printf("kept as a copy, too: %d bytes each more%n", (Heap.used() - kept) / count);
        now.set(now.get().plus(LIFE).plus(Duration.ofHours(1)));
        String one = Session.newToken(random);
        sessions.open(session(one, count, now.get()));
        System.out.printf("left an hour after all have expired: %d%n", sessions.size());
    }

    private static Session session(String token, int user, Instant now) {
        return new Session(token, "user-" + user, "client", List.of("crm", "erp"), now, now.plus(LIFE));
    }
}
