package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Three times as many requests as the origins can work on. */
class OverloadedTest {

    private static final int WORKERS = 4;
    private static final int WORK_MILLIS = 40;

    /** What three origins can do in a second. */
    private static final int CAPACITY = 3 * WORKERS * 1_000 / WORK_MILLIS;

    /** Without a bound there would be no end to it: the line grows by two seconds' work each second. */
    private static final Duration BOUND = Duration.ofMillis(12 * WORK_MILLIS);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a bound and a line; inFlight: 16, pending: 16, pendingTimeout: 200ms",
                "a bound that finds itself; adaptive: true",
            })
    void goodputStaysAndWhoIsAdmittedIsAnsweredSoon(String by, String concurrency) {
        try (Trio trio = Trio.before(
                        folder,
                        it -> it.working(WORKERS, WORK_MILLIS),
                        "balancer: least-in-flight, concurrency: {" + concurrency + "}")
                .overloaded(CAPACITY / 3, 3 * CAPACITY)) {
            trio.goOn(Duration.ofSeconds(3)); // what finds itself needs a while
            long from = System.nanoTime();
            trio.goOn(Duration.ofSeconds(5));
            long to = System.nanoTime();

            Account account = trio.load().stop().due(from, to);
            double goodput = account.answered().count() * 1e9 / (to - from);
            FailureTable.add(
                    "3 times the capacity, " + by,
                    account,
                    0,
                    Math.round(100 * goodput / CAPACITY) + " % of capacity answered");
            assertThat(account.failed().outcomes()).containsOnlyKeys("503 OVERLOADED");
            trio.inTime(() -> {
                assertThat(goodput).isGreaterThan(0.9 * CAPACITY);
                assertThat(account.answered().quantile(0.99)).isLessThan(BOUND);
                assertThat(account.failed().quantile(0.99)).isLessThan(BOUND);
            });
        }
    }
}
