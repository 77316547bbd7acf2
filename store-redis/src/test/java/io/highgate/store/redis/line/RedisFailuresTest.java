package io.highgate.store.redis.line;

import io.highgate.store.StoreAwayException;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.redis.RedisCounters;
import io.highgate.store.redis.RedisSessions;
import io.highgate.store.redis.server.RedisFixture;
import io.highgate.store.redis.server.RedisProcess;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import io.highgate.testkit.link.Fault.Stall;
import io.highgate.testkit.link.FaultyLink;
import io.highgate.testkit.link.Way;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A real server that is killed, frozen, slow, or behind a link that fails. */
@Timeout(60)
class RedisFailuresTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Less than this is without a try, which takes 500 ms when nobody answers. */
    private static final long ONE_TRY = 400;

    private final RedisFixture fixture = new RedisFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private static String url(int port) {
        return "redis://localhost:" + port;
    }

    private static CompletionStage<byte[]> get(Redis redis) {
        return redis.ask(Ask.repeatable(it -> it.get("key")));
    }

    private static <T extends @Nullable Object> StoreAwayException failure(CompletionStage<T> stage) {
        Throwable failure = catchThrowableOfType(CompletionException.class, () -> done(stage));
        assertThat(failure).hasCauseInstanceOf(StoreAwayException.class);
        return (StoreAwayException) Objects.requireNonNull(failure.getCause());
    }

    private static long millis(Runnable run) {
        long begin = System.nanoTime();
        run.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Test
    void aServerThatIsKilledAndStartedHasItsSessionsAndItsListeners() {
        RedisProcess server = fixture.server("--appendonly", "yes", "--appendfsync", "always");
        Redis redis = fixture.redis(url(server.port()));
        SessionStore sessions = new RedisSessions(redis, InstantSource.system());
        List<String> told = new CopyOnWriteArrayList<>();
        sessions.onClosed(told::add);
        RedisFixture.started(redis);
        until("it listens", () -> told.size() == 1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Session session = new Session("a".repeat(32), "joe", "client", List.of(), now, now.plusSeconds(600));
        done(sessions.open(session));
        server.kill();
        until("that it is away is noticed", redis::isAway);
        assertThat(millis(
                        () -> assertThat(failure(sessions.find(session.token())).isUndone())
                                .isTrue()))
                .isLessThan(ONE_TRY);
        server.start();
        until("it is back", () -> done(sessions.find(session.token())) != null);
        until("what was missed is in doubt", () -> told.equals(List.of(SessionStore.ALL, SessionStore.ALL)));
        done(sessions.close(session.token()));
        until("it listens again", () -> told.contains(session.token()));
        assertThat(redis.counts().reconnects()).isEqualTo(1);
        assertThat(redis.counts().failures()).isPositive();
    }

    @Test
    void whatIsThereCanBeAskedAtOnce() {
        RedisProcess server = fixture.server();
        for (int i = 0; i < 30; i++) {
            Redis redis = RedisFixture.started(fixture.redis(url(server.port())));
            assertThat(done(get(redis))).isNull();
            redis.close();
        }
    }

    /** That no buffer is left of a connection that was only just being made is for the watch over leaks to say. */
    @Test
    void itCanBeClosedWhileItConnects() throws Exception {
        RedisSpec spec = RedisFixture.spec(url(fixture.server().port()));
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService closers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 800; i++) {
                long nanos = i * 5_000L;
                all.add(closers.submit(() -> {
                    Redis redis = new Redis(spec, fixture.timer(), InstantSource.system()).start();
                    LockSupport.parkNanos(nanos);
                    redis.close();
                }));
            }
        }
        for (Future<?> closed : all) {
            closed.get();
        }
    }

    @Test
    void itIsLookedForUntilItIsThere() {
        int port = RedisProcess.freePort();
        Redis redis = fixture.redis(url(port)).start();
        assertThat(redis.isAway()).isTrue();
        assertThat(failure(get(redis)).isUndone()).isTrue();
        fixture.keep(RedisProcess.serverAt(fixture.folder(), port));
        until("it is there", () -> done(get(redis)) == null);
        assertThat(redis.isAway()).isFalse();
    }

    @Test
    void aServerThatIsFrozenIsLeftAndFoundAgain() {
        RedisProcess server = fixture.server();
        Redis redis = RedisFixture.started(fixture.redis(url(server.port())));
        done(get(redis));
        server.freeze();
        long took = millis(() -> {
            StoreAwayException failure = failure(get(redis));
            assertThat(failure).hasMessageContaining("no answer within 500 ms");
            assertThat(failure.isUndone()).isFalse();
        });
        assertThat(took).isBetween(450L, 2_000L);
        until("it is left", Duration.ofSeconds(5), redis::isAway);
        assertThat(millis(() -> failure(get(redis)))).isLessThan(ONE_TRY);
        server.thaw();
        until("it is found again", Duration.ofSeconds(5), () -> done(get(redis)) == null);
    }

    @Test
    void nothingIsKeptForAServerThatDoesNotAnswer() {
        RedisProcess server = fixture.server();
        Redis redis = RedisFixture.started(
                fixture.redis(RedisFixture.spec(url(server.port())).withBounds(Duration.ofMillis(800), 100)));
        server.freeze();
        List<CompletableFuture<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(get(redis).toCompletableFuture());
        }
        until(
                "all but a hundred fail at once",
                Duration.ofMillis(500),
                () -> all.stream()
                                .filter(CompletableFuture::isCompletedExceptionally)
                                .count()
                        >= 890);
        assertThat(failure(all.getLast())).hasMessageContaining("size exceeded");
        assertThat(failure(all.getLast()).isUndone()).isTrue();
        until("all have failed", () -> all.stream().allMatch(CompletableFuture::isDone));
        server.thaw();
        until("it is found again", () -> done(get(redis)) == null);
    }

    @Test
    void whatMayHaveBeenDoneIsNotDoneAgain() {
        RedisProcess server = fixture.server();
        FaultyLink link = fixture.keep(FaultyLink.to(server.port()));
        Redis redis = RedisFixture.started(fixture.redis(url(link.port())));
        CounterStore counters = new RedisCounters(redis);
        done(counters.add("k", 1, MINUTE));
        link.faultOpen(Way.TO_CLIENT, new Stall());
        CompletionStage<?> second = counters.add("k", 1, MINUTE);
        until("it is done", () -> server.say("GET", "gateway:counter:k").equals("2"));
        link.reset();
        assertThat(failure(second).isUndone()).isFalse();
        assertThat(redis.counts().retries()).isZero();
        until("it is back", () -> done(counters.add("k", 0, MINUTE)).value() == 2);
    }

    @Test
    void whatMayBeDoneTwiceIsTriedAgainWithinItsTime() {
        RedisProcess server = fixture.server();
        FaultyLink link = fixture.keep(FaultyLink.to(server.port()));
        Redis redis = RedisFixture.started(fixture.redis(url(link.port())));
        link.faultOpen(Way.TO_CLIENT, new Stall());
        CompletionStage<byte[]> answer = get(redis);
        link.reset();
        assertThat(done(answer)).isNull();
        assertThat(redis.counts().retries()).isBetween(1L, 2L);
        assertThat(redis.counts().failures()).isZero();
    }

    @Test
    void aServerThatForgetsScriptsIsToldThemAgain() {
        RedisProcess server = fixture.server();
        Redis redis = RedisFixture.started(fixture.redis(url(server.port())));
        CounterStore counters = new RedisCounters(redis);
        done(counters.add("k", 1, MINUTE));
        server.say("SCRIPT", "FLUSH");
        assertThat(done(counters.add("k", 1, MINUTE)).value()).isEqualTo(2);
    }

    @Test
    void whatTheServerRefusesIsNotRepeatedInWords() {
        RedisProcess server = fixture.server();
        Redis redis = RedisFixture.started(fixture.redis(url(server.port())));
        server.say("LPUSH", "gateway:counter:k", "x");
        StoreAwayException failure = failure(new RedisCounters(redis).add("k", 1, MINUTE));
        assertThat(failure).hasMessageNotContaining("gateway:counter").hasNoCause();
        assertThat(failure.isUndone()).isTrue();
    }

    @Test
    void aPasswordIsNeededAndNeverShown() {
        RedisProcess server = fixture.server();
        server.say("CONFIG", "SET", "requirepass", "hunter2");
        Redis without = fixture.redis(url(server.port())).start();
        Redis wrong =
                fixture.redis("redis://:hunter3@localhost:" + server.port()).start();
        Redis right = RedisFixture.started(fixture.redis("redis://:hunter2@localhost:" + server.port()));
        assertThat(done(get(right))).isNull();
        assertThat(failure(get(wrong))).hasMessageNotContaining("hunter");
        assertThat(without.isAway()).isTrue();
        assertThat(wrong.isAway()).isTrue();
    }
}
