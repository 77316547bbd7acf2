package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.drills.process.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One of three origins is in a network that loses packets. */
class LossyNetworkTest {

    private static final Duration PER_TRY = Duration.ofMillis(500);

    /** Whoever is left with what is broken waits for longer than this; a try and a busy machine take less. */
    private static final Duration LEFT_ALONE = PER_TRY.multipliedBy(3);

    @TempDir
    Path folder;

    private Trio before(Namespace network) {
        OriginAtWork far =
                OriginAtWork.launch(OriginAtWork.Setup.of("one", folder).at(network.address(), network.launcher()));
        List<OriginAtWork> origins = List.of(
                far,
                OriginAtWork.launch(OriginAtWork.Setup.of("two", folder)),
                OriginAtWork.launch(OriginAtWork.Setup.of("three", folder)));
        return Trio.of(
                        folder,
                        origins,
                        origins.stream().map(OriginAtWork::address).toList(),
                        "perTryTimeout: " + PER_TRY.toMillis() + "ms, connectTimeout: 300ms, "
                                + "health: {active: {interval: 300ms, timeout: 200ms, path: /-/ping}}")
                .underLoad(Trio.GETS, Trio.POSTS);
    }

    @Test
    void whereAllPacketsAreLostNoGetWaitsLongerThanATry() {
        try (Namespace network = Namespace.made();
                Trio trio = before(network);
                Rotation rotation = trio.watch(trio.one())) {
            long since = System.nanoTime();
            network.swallow();
            rotation.awaitOut();
            Duration out = rotation.outAfter(since);
            Duration inTime = rotation.outInTimeAfter(since);
            trio.goOn(Duration.ofSeconds(1));
            network.heal();
            rotation.awaitIn();
            trio.goOn(Duration.ofSeconds(1));

            Account account = trio.settle("all packets of one are lost", "out after " + out.toMillis() + " ms");
            assertThat(account.gets().failed().outcomes()).isEmpty();
            assertThat(account.posts().failed().outcomes().keySet()).isSubsetOf("504 UPSTREAM_TIMEOUT");
            assertThat(trio.postsSentTwice()).isEmpty();
            trio.inTime(() -> {
                assertThat(account.gets().slowestInTime()).isLessThan(LEFT_ALONE);
                assertThat(inTime).isLessThan(Duration.ofSeconds(1));
            });
        }
    }

    /** Where the kernel has netem. */
    @Test
    void whereSomePacketsAreLostAndLateNoGetFails() {
        try (Namespace network = Namespace.made()) {
            network.impair("delay", "1ms");
            try (Trio trio = before(network)) {
                network.impair("delay", "20ms", "10ms", "loss", "5%");
                trio.goOn(Duration.ofSeconds(4));

                Account account = trio.settle("5 % of one's packets are lost", "20 ms late, give or take 10");
                assertThat(account.gets().failed().outcomes()).isEmpty();
                assertThat(trio.postsSentTwice()).isEmpty();
                trio.inTime(() -> assertThat(account.gets().slowestInTime()).isLessThan(LEFT_ALONE));
            }
        }
    }
}
