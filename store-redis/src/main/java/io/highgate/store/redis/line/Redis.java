package io.highgate.store.redis.line;

import io.highgate.store.redis.spec.RedisPlace.Cluster;
import io.highgate.store.redis.spec.RedisPlace.One;
import io.highgate.store.redis.spec.RedisPlace.Sentinels;
import io.highgate.store.redis.spec.RedisSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Redis as adapters see it, whether it is one server, several with Sentinels, or a cluster. Commands
 * fail with {@link io.highgate.store.StoreAwayException}: at once while Redis is away, and after
 * {@link RedisSpec#commandTime} in any case. Thread-safe; blocks nobody. Stages complete on threads of
 * Redis and of the timer, which must not be blocked.
 */
public final class Redis implements AutoCloseable {

    private final Channels channels = new Channels();
    private final RedisCounts counts = new RedisCounts();
    private final Line.Surroundings surroundings;
    private final Line line;
    private final boolean cluster;

    /** @param timer for what is due later; one thread is enough */
    public Redis(RedisSpec spec, ScheduledExecutorService timer, InstantSource clock) {
        this.surroundings = new Line.Surroundings(timer, new Presence(clock), counts, spec.commandTime());
        this.line = new Line(dial(spec), channels, surroundings);
        this.cluster = spec.place() instanceof Cluster;
    }

    private static Dial dial(RedisSpec spec) {
        return switch (spec.place()) {
            case One one -> new OneDial(spec, one);
            case Sentinels sentinels -> new OneDial(spec, sentinels);
            case Cluster cluster -> new ClusterDial(spec, cluster);
        };
    }

    /** Begins to connect; does not wait for it. */
    public Redis start() {
        line.start();
        return this;
    }

    /** Asks. */
    public <T extends @Nullable Object> CompletionStage<T> ask(Ask<T> ask) {
        return new Call<>(line, surroundings, ask).start(surroundings.retire());
    }

    /** Runs a script. */
    public <T extends @Nullable Object> CompletionStage<T> run(Script script, String key, String... arguments) {
        return ask(script.ask(key, arguments));
    }

    /** Runs a script that has a time of its own; never more than {@link RedisSpec#commandTime}. */
    public <T extends @Nullable Object> CompletionStage<T> run(
            Script script, Duration within, String key, String... arguments) {
        Duration most = surroundings.retire();
        Ask<T> ask = script.ask(key, arguments);
        return new Call<>(line, surroundings, ask).start(within.compareTo(most) < 0 ? within : most);
    }

    /**
     * Listens to a channel from now on, or from when Redis is there.
     *
     * @param missed told when that has begun, and then when messages may have been missed
     */
    public void subscribe(String channel, Consumer<String> message, Runnable missed) {
        channels.add(channel, message, missed);
        line.subscribe(channel); // another time as well: that tells when messages come
    }

    /** Whether keys lie on several servers, so that a script may touch those of one hash tag only. */
    public boolean isCluster() {
        return cluster;
    }

    /** Whether commands fail at once. */
    public boolean isAway() {
        return line.link() == null;
    }

    public RedisCounts counts() {
        return counts;
    }

    /** Closes connections and waits for a moment until that is done. What is under way fails. */
    @Override
    public void close() {
        line.close();
    }
}
