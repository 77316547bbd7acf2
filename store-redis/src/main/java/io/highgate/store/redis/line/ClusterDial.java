package io.highgate.store.redis.line;

import io.highgate.base.unit.HostPort;
import io.highgate.store.redis.spec.RedisPlace.Cluster;
import io.highgate.store.redis.spec.RedisSpec;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Calls all servers of a cluster that have keys. A link of it is whole when all of them have answered.
 * Thread-safe.
 */
final class ClusterDial implements Dial {

    /** Lettuce's own 30 s would leave moved keys unreachable for as long (redis/lettuce 2308). */
    private static final Duration REFRESH_PAUSE = Duration.ofMillis(500);

    /** For what moves where no command goes. */
    private static final Duration REFRESH = Duration.ofSeconds(15);

    private final ClientResources resources = Setup.resources();
    private final RedisClusterClient client;

    ClusterDial(RedisSpec spec, Cluster place) {
        this.client = RedisClusterClient.create(
                resources,
                place.addresses().stream().map(it -> Setup.server(spec, it)).toList());
        ClusterClientOptions.Builder options = ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .adaptiveRefreshTriggersTimeout(REFRESH_PAUSE)
                        .enablePeriodicRefresh(REFRESH)
                        .build());
        Setup.options(options, spec);
        client.setOptions(options.build());
    }

    @Override
    public CompletionStage<Link> open(Consumer<Object> closed) {
        return client.refreshPartitionsAsync().thenCompose(refreshed -> connect(closed));
    }

    private CompletionStage<Link> connect(Consumer<Object> closed) {
        CompletionStage<StatefulRedisClusterConnection<String, byte[]>> commands = client.connectAsync(Setup.CODEC);
        CompletionStage<StatefulRedisClusterPubSubConnection<String, byte[]>> messages =
                client.connectPubSubAsync(Setup.CODEC);
        CompletionStage<CompletableFuture<Link>> link = Pairs.both(
                commands, messages, (one, other) -> nodes(one).thenApply(nodes -> link(one, other, nodes, closed)));
        return link.thenCompose(it -> it);
    }

    /** The servers that have keys. */
    private static Set<HostPort> masters(Partitions partitions) {
        return partitions.stream()
                .filter(it -> it.is(RedisClusterNode.NodeFlag.UPSTREAM) && !it.hasNoSlots())
                .map(it -> new HostPort(it.getUri().getHost(), it.getUri().getPort()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A connection to each of them that answers; nothing for the others. */
    private static CompletableFuture<List<Optional<StatefulRedisConnection<String, byte[]>>>> nodes(
            StatefulRedisClusterConnection<String, byte[]> connection) {
        List<CompletableFuture<Optional<StatefulRedisConnection<String, byte[]>>>> all =
                masters(connection.getPartitions()).stream()
                        .map(it -> answering(connection, it))
                        .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    private static CompletableFuture<Optional<StatefulRedisConnection<String, byte[]>>> answering(
            StatefulRedisClusterConnection<String, byte[]> connection, HostPort address) {
        return connection
                .getConnectionAsync(address.host(), address.port())
                .thenCompose(node -> node.async().ping().thenApply(pong -> Optional.of(node)))
                .exceptionally(failure -> Optional.empty());
    }

    private static Link link(
            StatefulRedisClusterConnection<String, byte[]> commands,
            StatefulRedisClusterPubSubConnection<String, byte[]> messages,
            List<Optional<StatefulRedisConnection<String, byte[]>>> nodes,
            Consumer<Object> closed) {
        List<StatefulRedisConnection<String, byte[]>> answering =
                nodes.stream().flatMap(Optional::stream).toList();
        if (answering.isEmpty()) {
            commands.closeAsync();
            messages.closeAsync();
            throw new RedisConnectionException("no server of the cluster answers");
        }
        answering.forEach(it -> OneDial.watch(it, closed));
        OneDial.watch(messages, closed);
        Set<HostPort> masters = masters(commands.getPartitions());
        return new Link(
                commands.async(),
                messages,
                answering,
                answering.size() == nodes.size(),
                () -> !masters(commands.getPartitions()).equals(masters),
                commands);
    }

    /** Lettuce follows the masters of a cluster by itself. */
    @Override
    public boolean followsTheMaster() {
        return false;
    }

    @Override
    public void close() {
        Setup.close(client, resources);
    }
}
