package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** SIGSTOP of one of three origins: its connections stay, new ones are accepted, it says nothing. */
class OneFrozenTest {

    private static final Duration PER_TRY = Duration.ofMillis(500);

    /** Whoever is left with what is broken waits for longer than this; a try and a busy machine take less. */
    private static final Duration LEFT_ALONE = PER_TRY.multipliedBy(3);

    @TempDir
    Path folder;

    /** Found out by probes that become more frequent, and by requests that were not answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "probes; active: {interval: 300ms, timeout: 100ms, unhealthyAfter: 3, path: /-/ping}, passive: {on: false}",
                "requests; passive: {ejectFor: 2s}",
            })
    void noGetWaitsLongerThanATryAndItIsOutWithinASecond(String by, String health) {
        try (Trio trio = Trio.before(folder, "perTryTimeout: " + PER_TRY.toMillis() + "ms, health: {" + health + "}")
                .underLoad(Trio.GETS, Trio.POSTS)) {
            Duration out;
            Duration inTime;
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().process().freeze();
                rotation.awaitOut();
                long last = trio.one().noted().getLast().nanos();
                out = rotation.outAfter(last);
                inTime = rotation.outInTimeAfter(last);
                trio.goOn(Duration.ofSeconds(1));
                trio.one().process().signal("CONT");
                rotation.awaitIn();
            }
            trio.goOn(Duration.ofSeconds(1));

            Account account = trio.settle("SIGSTOP of one, seen by " + by, "out after " + out.toMillis() + " ms");
            assertThat(account.gets().failed().outcomes()).isEmpty();
            assertThat(trio.postsSentTwice()).isEmpty();
            assertThat(account.posts().failed().outcomes().keySet()).isSubsetOf("504 UPSTREAM_TIMEOUT");
            assertThat(trio.gateway().metric("highgate_upstream_retries_over_budget_total"))
                    .isZero();
            trio.inTime(() -> {
                assertThat(account.gets().slowestInTime()).isLessThan(LEFT_ALONE);
                assertThat(inTime).isLessThan(Duration.ofSeconds(1));
            });
        }
    }
}
