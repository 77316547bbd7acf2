package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.testkit.link.Fault;
import io.highgate.testkit.link.FaultyLink;
import io.highgate.testkit.link.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An origin that is well behind a link that is not. */
class ShakyLinkTest {

    private static final Duration PER_TRY = Duration.ofMillis(500);

    /** Whoever is left with what is broken waits for longer than this; a try and a busy machine take less. */
    private static final Duration LEFT_ALONE = PER_TRY.multipliedBy(3);

    @TempDir
    Path folder;

    /** The drill does something to the link to the first of three origins. */
    private void drill(String scenario, Break fault, BiConsumer<Trio, Account> claims) throws Exception {
        List<OriginAtWork> origins = Stream.of("one", "two", "three")
                .map(name -> OriginAtWork.launch(OriginAtWork.Setup.of(name, folder)))
                .toList();
        List<String> others =
                origins.stream().skip(1).map(OriginAtWork::address).toList();
        try (FaultyLink link = FaultyLink.to(origins.getFirst().port());
                Trio trio = Trio.of(
                                folder,
                                origins,
                                Stream.concat(Stream.of("127.0.0.1:" + link.port()), others.stream())
                                        .toList(),
                                "perTryTimeout: " + PER_TRY.toMillis() + "ms, health: {passive: {ejectFor: 1s}}")
                        .underLoad(Trio.GETS, Trio.POSTS);
                Rotation rotation = trio.watch("127.0.0.1:" + link.port())) {
            fault.of(link, trio);
            link.heal();
            rotation.awaitIn();
            trio.goOn(Duration.ofSeconds(1));

            Account account = trio.settle(scenario, "out " + rotation.timesOut() + " times");
            assertThat(account.gets().failed().outcomes()).isEmpty();
            assertThat(trio.postsSentTwice()).isEmpty();
            assertThat(trio.gateway().metric("highgate_in_flight")).isZero();
            claims.accept(trio, account);
        }
    }

    /** What is done while the load goes on. */
    @FunctionalInterface
    private interface Break {
        void of(FaultyLink link, Trio trio) throws Exception;
    }

    @Test
    void connectionsThatAreResetAgainAndAgainCostNoGet() throws Exception {
        drill(
                "resets of one's connections",
                (link, trio) -> {
                    for (int i = 0; i < 20; i++) {
                        link.reset();
                        trio.goOn(Duration.ofMillis(150));
                    }
                },
                (trio, account) -> {
                    assertThat(account.posts().failed().outcomes().keySet()).isSubsetOf("502 UPSTREAM_RESET");
                    // A third of them are sent there, while it is not left out.
                    assertThat(account.posts().failedPercent()).isLessThan(5);
                });
    }

    @Test
    void answersThatTrickleCostNoGetMoreThanATry() throws Exception {
        drill(
                "answers of one that trickle",
                (link, trio) -> {
                    link.fault(Way.TO_CLIENT, new Fault.Throttle(20));
                    trio.goOn(Duration.ofSeconds(3));
                },
                (trio, account) -> {
                    assertThat(account.posts().failed().outcomes().keySet()).isSubsetOf("504 UPSTREAM_TIMEOUT");
                    trio.inTime(() -> assertThat(account.gets().slowestInTime()).isLessThan(LEFT_ALONE));
                });
    }
}
