package io.highgate.drills;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** wrk, which complains of every answer that is not 2xx or 3xx and of every broken connection. */
class WrkTest {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");

    @TempDir
    Path folder;

    @Test
    void getsAllItsAnswersOverConnectionsThatStay() {
        Program wrk = Program.needed("wrk", "wrk");
        try (Nginx origin = Nginx.start(folder, "origin");
                RunningGateway gateway = GatewaySetup.in(folder).start("""
                        upstreams: {origin: {endpoints: '%s'}}
                        routes: [{name: all, upstream: origin}]
                        """.formatted(origin.address()))) {
            Ran ran = Ran.of(List.of(wrk.toString(), "-t1", "-c64", "-d5s", url(gateway, "/name")), "");
            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(ran.out()).doesNotContain("Non-2xx").doesNotContain("Socket errors");
            Matcher requests = REQUESTS.matcher(ran.out());
            assertThat(requests.find()).as(ran.out()).isTrue();
            assertThat(Long.parseLong(requests.group(1))).isGreaterThan(1_000);
            assertThat(gateway.metric("highgate_connections_accepted_total")).isLessThan(100);
        }
    }

    /** That the complaints are there to be seen. */
    @Test
    void complainsOfAnswersThatAreFailures() {
        Program wrk = Program.needed("wrk", "wrk");
        try (RunningGateway gateway = GatewaySetup.in(folder).start("routes: [{name: a, path: /a, respond: {}}]\n")) {
            Ran ran = Ran.of(List.of(wrk.toString(), "-t1", "-c4", "-d1s", url(gateway, "/b")), "");
            assertThat(ran.out()).contains("Non-2xx").doesNotContain("Socket errors");
        }
    }

    private static String url(RunningGateway gateway, String path) {
        return "http://127.0.0.1:" + gateway.port() + path;
    }
}
