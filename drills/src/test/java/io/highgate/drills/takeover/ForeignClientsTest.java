package io.highgate.drills.takeover;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** wrk and h2load at full speed while the ports change hands: none of them finds fault. */
class ForeignClientsTest {

    private static final Pattern WRK = Pattern.compile("(\\d+) requests in ");

    /** Of h2load; nothing may be in any column behind "succeeded". */
    private static final Pattern FLAWLESS = Pattern.compile(
            "requests: (\\d+) total, \\d+ started, \\1 done, \\1 succeeded, 0 failed, 0 errored, 0 timeout");

    @TempDir
    Path folder;

    @Test
    void wrkSeesNoBrokenConnection() {
        String wrk = Program.needed("wrk", "wrk").toString();
        Ran ran = meanwhile(3, wrk, "-t1", "-c32", "-d12s").getFirst();
        assertThat(ran.out()).doesNotContain("Non-2xx").doesNotContain("Socket errors");
        Matcher requests = WRK.matcher(ran.out());
        assertThat(requests.find()).as(ran.out()).isTrue();
        assertThat(Long.parseLong(requests.group(1))).isGreaterThan(1_000);
    }

    @Test
    void h2loadOverHttp1SeesNoFailure() {
        String h2load = Program.needed("h2load", "nghttp2-client").toString();
        flawless(meanwhile(3, h2load, "--h1", "-c16", "-D12"));
    }

    /**
     * h2load does not connect again behind a GOAWAY, it rests: so one run after the other, each shorter
     * than a take-over, none in the knowledge of what happens.
     */
    @Test
    void h2loadOverHttp2SeesNoFailure() {
        String h2load = Program.needed("h2load", "nghttp2-client").toString();
        List<Ran> runs = meanwhile(5, h2load, "-c16", "-m4", "-D3");
        flawless(runs);
        assertThat(runs).hasSizeGreaterThan(1);
    }

    private static void flawless(List<Ran> runs) {
        long done = 0;
        for (Ran ran : runs) {
            Matcher counts = FLAWLESS.matcher(ran.out());
            assertThat(counts.find()).as(ran.out()).isTrue();
            done += Long.parseLong(counts.group(1));
        }
        assertThat(done).isGreaterThan(1_000);
    }

    /** Runs a client until so many take-overs are done, again and again if it ends before. */
    private List<Ran> meanwhile(int takeOvers, String... client) {
        GatewaySetup setup = GatewaySetup.in(folder).startingQuickly("-XX:TieredStopAtLevel=1");
        List<String> command = new ArrayList<>(Arrays.asList(client));
        command.add("http://127.0.0.1:" + setup.port() + "/name");
        try (Nginx origin = Nginx.start(folder, "origin");
                Turns turns = Turns.begin(setup, """
                        upstreams: {origin: {endpoints: '%s'}}
                        routes: [{name: all, upstream: origin}]
                        """.formatted(origin.address()))) {
            List<Ran> runs = new ArrayList<>();
            CompletableFuture<Void> over = new CompletableFuture<>();
            Thread running = Thread.ofPlatform().start(() -> {
                do {
                    runs.add(Ran.of(command, ""));
                } while (!over.isDone());
            });
            try {
                for (int i = 0; i < takeOvers; i++) {
                    turns.nextAndLast(Duration.ofSeconds(40));
                }
            } finally {
                over.complete(null);
                running.join();
            }
            return runs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
