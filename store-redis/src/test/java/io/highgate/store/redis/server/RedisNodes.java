package io.highgate.store.redis.server;

import io.highgate.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of three masters, and a replica of the first. Confined to the test's thread. */
public final class RedisNodes {

    private static final int SLOTS = 16_384;
    private static final int MASTERS = 3;

    private final List<RedisProcess> nodes = new ArrayList<>();

    /** Waits until it serves. */
    public RedisNodes(RedisFixture fixture) {
        for (int i = 0; i <= MASTERS; i++) {
            int port = RedisProcess.freePort();
            nodes.add(fixture.keep(RedisProcess.serverAt(
                    fixture.folder(),
                    port,
                    "--cluster-enabled",
                    "yes",
                    "--cluster-config-file",
                    port + ".nodes",
                    "--cluster-node-timeout",
                    "1000")));
        }
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i).say(slots(i));
        }
        for (RedisProcess node : nodes) {
            node.say("CLUSTER", "MEET", "127.0.0.1", Integer.toString(first().port()));
        }
        Await.until(
                "all know all",
                () -> nodes.stream().allMatch(it -> it.say("CLUSTER", "INFO").contains("cluster_known_nodes:4")));
        String id = first().say("CLUSTER", "MYID");
        Await.until(
                "there is a replica",
                () -> replica().say("CLUSTER", "REPLICATE", id).contains("OK"));
        Await.until(
                "it serves",
                () -> nodes.stream().allMatch(it -> it.say("CLUSTER", "INFO").contains("cluster_state:ok")));
        Await.until(
                "the replica follows",
                () -> replica().say("INFO", "replication").contains("master_link_status:up"));
    }

    private static String[] slots(int index) {
        int begin = SLOTS * index / MASTERS;
        int end = SLOTS * (index + 1) / MASTERS;
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(begin, end).mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    public String url() {
        return nodes.stream()
                .skip(1)
                .limit(2)
                .map(it -> "127.0.0.1:" + it.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** Those that have keys. */
    public List<RedisProcess> masters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    public RedisProcess first() {
        return nodes.getFirst();
    }

    public RedisProcess second() {
        return nodes.get(1);
    }

    /** Of the first. */
    public RedisProcess replica() {
        return nodes.getLast();
    }
}
