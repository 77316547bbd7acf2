package io.highgate.store.redis;

import io.highgate.store.redis.line.Ask;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.line.Script;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in Redis: {@code gateway:token:<token>} holds one, {@code gateway:sessions:<user>} the tokens of a
 * user by the time they expire. Keys may lie on different servers of a cluster, so no script touches two: the
 * index is written before the token and cleaned after it, so that at no time there is a session that the
 * index does not know. Thread-safe.
 */
public final class RedisSessions implements SessionStore {

    private static final String TOKEN = "gateway:token:";
    private static final String INDEX = "gateway:sessions:";
    private static final String CLOSED = "gateway:session-closed";

    /** Beyond, those of a user that expire soonest end. */
    private static final int MOST_OF_USER = 1_000;

    /** Adds a token to those of its user; the tokens for which there is no room. */
    private static final Script LIST = new Script("""
            local time = redis.call('TIME')
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000)
            redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            local over = redis.call('ZRANGE', KEYS[1], 0, -1 - tonumber(ARGV[3]))
            local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
            redis.call('PEXPIREAT', KEYS[1], last[2])
            return over
            """, ScriptOutputType.MULTI, true);

    /** Takes a session away; what it was. */
    private static final Script TAKE = new Script("""
            local session = redis.call('GET', KEYS[1])
            redis.call('DEL', KEYS[1])
            return session
            """, ScriptOutputType.VALUE, true);

    private final Redis redis;
    private final InstantSource clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param redis not started yet, so that nothing that is closed is missed */
    public RedisSessions(Redis redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        redis.subscribe(CLOSED, this::tell, () -> tell(ALL));
    }

    private void tell(String token) {
        listeners.forEach(it -> it.accept(token));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        String until = Long.toString(session.expires().toEpochMilli());
        CompletionStage<List<byte[]>> listed =
                redis.run(LIST, INDEX + session.user(), session.token(), until, Integer.toString(MOST_OF_USER));
        return listed.thenCompose(over -> closeThem(session.user(), over)).thenCompose(closed -> keep(session));
    }

    /** All at once; they leave the index last, so that whoever tries again finds them there. */
    private CompletionStage<Integer> closeThem(String user, List<byte[]> tokens) {
        CompletionStage<Integer> count = CompletableFuture.completedStage(0);
        if (tokens.isEmpty()) {
            return count;
        }
        for (byte[] token : tokens) {
            String text = new String(token, StandardCharsets.UTF_8);
            count = count.thenCombine(close(text), (before, closed) -> before + (closed ? 1 : 0));
        }
        byte[][] all = tokens.toArray(byte[][]::new);
        return count.thenCompose(it -> redis.ask(Ask.repeatable(commands -> commands.zrem(INDEX + user, all)))
                .thenApply(gone -> it));
    }

    private CompletionStage<Void> keep(Session session) {
        long left = Duration.between(clock.instant(), session.expires()).toMillis();
        if (left <= 0) {
            return CompletableFuture.completedStage(null);
        }
        byte[] json = SessionJson.write(session);
        return redis.ask(Ask.repeatable(it -> it.set(TOKEN + session.token(), json, SetArgs.Builder.px(left))))
                .thenAccept(done -> {});
    }

    @Override
    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    public CompletionStage<@Nullable Session> find(String token) {
        if (!Session.isToken(token)) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<byte @Nullable []> found = redis.ask(Ask.repeatable(it -> it.get(TOKEN + token)));
        return found.<@Nullable Session>thenApply(it -> read(token, it));
    }

    private @Nullable Session read(String token, byte @Nullable [] json) {
        Instant now = clock.instant();
        Session session = json == null ? null : SessionJson.read(token, json, now);
        return session == null || !session.expires().isAfter(now) ? null : session;
    }

    /** Tells of it even if there was none: whoever closes again does so because telling has failed. */
    @Override
    @SuppressWarnings("NullAway") // it loses what is said of an array that is a type argument
    public CompletionStage<Boolean> close(String token) {
        if (!Session.isToken(token)) {
            return CompletableFuture.completedStage(false);
        }
        CompletionStage<byte @Nullable []> taken = redis.run(TAKE, TOKEN + token);
        return taken.thenCompose(json -> publish(token).thenCompose(told -> forget(token, json)));
    }

    private CompletionStage<Long> publish(String token) {
        return redis.ask(Ask.repeatable(it -> it.publish(CLOSED, octets(token))));
    }

    private CompletionStage<Boolean> forget(String token, byte @Nullable [] json) {
        Session session = json == null ? null : SessionJson.read(token, json, clock.instant());
        if (session == null) {
            return CompletableFuture.completedStage(json != null);
        }
        return redis.ask(Ask.repeatable(it -> it.zrem(INDEX + session.user(), octets(token))))
                .thenApply(gone -> true);
    }

    private CompletionStage<List<byte[]>> tokens(String user) {
        return redis.ask(Ask.repeatable(it -> it.zrange(INDEX + user, 0, -1)));
    }

    @Override
    public CompletionStage<List<Session>> of(String user) {
        return tokens(user).thenCompose(tokens -> {
            String[] keys = tokens.stream()
                    .map(it -> TOKEN + new String(it, StandardCharsets.UTF_8))
                    .toArray(String[]::new);
            CompletionStage<List<KeyValue<String, byte[]>>> all = keys.length == 0
                    ? CompletableFuture.completedStage(List.of())
                    : redis.ask(Ask.repeatable(it -> it.mget(keys)));
            return all.thenApply(it -> sessions(user, it));
        });
    }

    private List<Session> sessions(String user, List<KeyValue<String, byte[]>> found) {
        return found.stream()
                .map(it -> read(it.getKey().substring(TOKEN.length()), it.getValueOrElse(null)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(it -> it.user().equals(user))
                .sorted(Comparator.comparing(Session::opened).reversed())
                .toList();
    }

    @Override
    public CompletionStage<Integer> closeAll(String user) {
        return tokens(user).thenCompose(it -> closeThem(user, it));
    }

    @Override
    public void onClosed(Consumer<String> listener) {
        listeners.add(listener);
    }
}
