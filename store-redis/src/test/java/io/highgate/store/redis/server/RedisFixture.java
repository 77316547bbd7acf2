package io.highgate.store.redis.server;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.redis.spec.RedisUrl;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** What a test has of Redis: a folder, servers and connections, all gone at its end. Confined to the test's thread. */
public final class RedisFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path folder;

    public RedisFixture() {
        try {
            this.folder = Files.createTempDirectory("highgate-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** For what is due later. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Closed at the end. */
    public <T extends AutoCloseable> T keep(T thing) {
        opened.push(thing);
        return thing;
    }

    public RedisProcess server(String... options) {
        return keep(RedisProcess.server(folder, options));
    }

    /** What a URL without faults says. */
    public static RedisSpec spec(String url) {
        Problems problems = new Problems();
        RedisSpec spec = RedisUrl.read(url, Place.of("test"), problems);
        return Objects.requireNonNull(spec, () -> problems.all().toString());
    }

    /** Not started yet; patient, for tests of what is kept and not of time: watching for leaks makes all slow. */
    public Redis patient(String url) {
        return redis(spec(url).withBounds(PATIENCE, RedisSpec.MOST_WAITING));
    }

    /** Not started yet. */
    public Redis redis(String url) {
        return redis(spec(url));
    }

    public Redis redis(RedisSpec spec) {
        return keep(new Redis(spec, timer, InstantSource.system()));
    }

    /** Waits until it is there. */
    public static Redis started(Redis redis) {
        redis.start();
        Await.until("Redis is there", () -> !redis.isAway());
        return redis;
    }

    /** Lets real time pass, which is the server's. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until("time passes", () -> System.nanoTime() - end >= 0);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        timer.shutdownNow();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
