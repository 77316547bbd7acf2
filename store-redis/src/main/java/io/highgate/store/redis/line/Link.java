package io.highgate.store.redis.line;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Open connections to Redis, used until one of them fails and then replaced by another link as a whole:
 * Lettuce does not reconnect on its own, because what it would send again may have been done. Thread-safe.
 *
 * @param commands where commands go
 * @param subscriptions where messages come from
 * @param nodes a connection to each server that has keys
 * @param whole whether all servers that have keys are among them
 * @param outdated whether other servers have keys now
 * @param owner of all connections but that of subscriptions
 */
record Link(
        RedisClusterAsyncCommands<String, byte[]> commands,
        StatefulRedisPubSubConnection<String, byte[]> subscriptions,
        List<StatefulRedisConnection<String, byte[]>> nodes,
        boolean whole,
        BooleanSupplier outdated,
        StatefulConnection<String, byte[]> owner) {

    boolean holds(Object connection) {
        return connection == subscriptions || nodes.stream().anyMatch(it -> it == connection);
    }

    /** Whether every connection is open. */
    boolean isOpen() {
        return subscriptions.isOpen() && nodes.stream().allMatch(StatefulConnection::isOpen);
    }

    /** Whether there is a server left to ask. */
    boolean isUsable() {
        return nodes.stream().anyMatch(StatefulConnection::isOpen);
    }

    /** A question to each server, and last to that of subscriptions. */
    List<CompletableFuture<String>> ping() {
        List<CompletableFuture<String>> all = new ArrayList<>();
        nodes.forEach(it -> all.add(future(it.async().ping())));
        all.add(future(subscriptions.async().ping()));
        return all;
    }

    private static CompletableFuture<String> future(CompletionStage<String> stage) {
        return stage.toCompletableFuture();
    }

    void close() {
        owner.closeAsync();
        subscriptions.closeAsync();
    }
}
