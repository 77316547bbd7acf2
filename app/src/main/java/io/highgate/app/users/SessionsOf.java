package io.highgate.app.users;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.store.StoreAwayException;
import io.highgate.store.redis.RedisSessions;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.redis.spec.RedisUrl;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Ends the sessions of a user that gateways share: nobody stays logged in with a password that was taken away.
 * Stateless; blocks for some seconds at most.
 */
public final class SessionsOf {

    private static final long PATIENCE_SECONDS = 5;

    private SessionsOf() {}

    /** How it went. */
    public sealed interface Ended {

        /** So many were ended, on all gateways. */
        record All(int count) implements Ended {}

        /** Sessions are in the memory of each gateway, out of reach. */
        record Unshared() implements Ended {}

        /** They go on until they expire. */
        record Not(String reason) implements Ended {}
    }

    /**
     * Ends them; says how that went.
     *
     * @param url of the session store; empty if there is none
     */
    public static Ended end(String user, String url) {
        if (url.isBlank()) {
            return new Ended.Unshared();
        }
        Problems problems = new Problems();
        RedisSpec spec = RedisUrl.read(url, Place.of("the session store's URL"), problems);
        if (spec == null) {
            List<Problem> all = problems.all();
            return new Ended.Not(all.stream().map(Problem::message).collect(Collectors.joining("; ")));
        }
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().name("redis-timer").daemon().factory());
        try (Redis redis = new Redis(spec, timer, InstantSource.system()).start()) {
            return end(user, new RedisSessions(redis, InstantSource.system()));
        } finally {
            timer.shutdownNow();
        }
    }

    private static Ended end(String user, RedisSessions sessions) {
        try {
            return new Ended.All(sessions.closeAll(user).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return new Ended.Not("the session store does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended.Not("interrupted");
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof StoreAwayException away) {
                return new Ended.Not(String.valueOf(away.getMessage()));
            }
            throw new IllegalStateException("the session store fails unexpectedly", e);
        }
    }
}
