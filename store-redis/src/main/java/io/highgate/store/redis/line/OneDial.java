package io.highgate.store.redis.line;

import io.highgate.store.redis.spec.RedisPlace.One;
import io.highgate.store.redis.spec.RedisPlace.Sentinels;
import io.highgate.store.redis.spec.RedisSpec;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Calls one server: always the same, or the one that the Sentinels call the master. Thread-safe. */
final class OneDial implements Dial {

    private final ClientResources resources = Setup.resources();
    private final RedisClient client = RedisClient.create(resources);
    private final RedisURI uri;
    private final boolean sentinels;

    OneDial(RedisSpec spec, One place) {
        this(spec, Setup.server(spec, place.address()), place.database());
    }

    OneDial(RedisSpec spec, Sentinels place) {
        this(spec, Setup.master(spec, place), place.database());
    }

    private OneDial(RedisSpec spec, RedisURI uri, int database) {
        this.uri = uri;
        this.sentinels = !uri.getSentinels().isEmpty();
        uri.setDatabase(database);
        ClientOptions.Builder options = ClientOptions.builder();
        Setup.options(options, spec);
        client.setOptions(options.build());
    }

    @Override
    public CompletionStage<Link> open(Consumer<Object> closed) {
        CompletionStage<StatefulRedisConnection<String, byte[]>> commands = client.connectAsync(Setup.CODEC, uri);
        CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> messages =
                client.connectPubSubAsync(Setup.CODEC, uri);
        return Pairs.both(commands, messages, (one, other) -> {
            watch(one, closed);
            watch(other, closed);
            return new Link(one.async(), other, List.of(one), true, () -> false, one);
        });
    }

    static void watch(StatefulConnection<?, ?> connection, Consumer<Object> closed) {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                closed.accept(gone);
            }
        });
    }

    @Override
    public boolean followsTheMaster() {
        return sentinels;
    }

    @Override
    public void close() {
        Setup.close(client, resources);
    }
}
