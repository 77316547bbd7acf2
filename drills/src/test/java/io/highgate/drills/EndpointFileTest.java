package io.highgate.drills;

import io.highgate.drills.client.Load;
import io.highgate.drills.client.Tally;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A file of endpoints that is replaced, broken, removed and written in place under load. */
class EndpointFileTest {

    private static final String KNOWN = "highgate_discovery_endpoints";
    private static final String FAILING = "highgate_discovery_failing";

    @TempDir
    Path folder;

    @Test
    void whoIsListedIsAskedAndNoRequestFailsWhateverBecomesOfTheFile() throws IOException {
        Path file = folder.resolve("endpoints.yaml");
        try (Nginx one = Nginx.start(folder, "one");
                Nginx two = Nginx.start(folder, "two")) {
            Files.writeString(file, list(one));
            try (RunningGateway gateway = GatewaySetup.in(folder).start("""
                            upstreams: {orders: {discover: {file: '%s'}}}
                            routes: [{name: all, upstream: orders, rewrite: /name}]
                            """.formatted(file));
                    Load load = Load.of(4, gateway.port(), "/")) {
                load.awaitMore(100);
                replace(file, list(one, two));
                Await.until("both are known", () -> gateway.metric(KNOWN) == 2);
                replace(file, "endpoints: [");
                Await.until("it is noticed", () -> gateway.metric(FAILING) == 1);
                load.awaitMore(200);
                Files.delete(file);
                Await.until(
                        "it is noticed too",
                        () -> gateway.manage("/-/endpoints").body().contains("no such file"));
                load.awaitMore(200);
                Files.writeString(file, list(two));
                Await.until("one is known", () -> gateway.metric(KNOWN) == 1 && gateway.metric(FAILING) == 0);
                long before = load.tally().answeredBy("one");
                load.awaitMore(500);
                assertThat(gateway.metric("highgate_config_version"))
                        .as("nothing was reloaded")
                        .isEqualTo(1);
                Tally tally = load.stop();
                assertThat(tally.outcomes()).containsOnlyKeys("200");
                assertThat(tally.answeredBy("one")).isLessThanOrEqualTo(before + 4);
                assertThat(tally.answeredBy("two")).isPositive();
            }
        }
    }

    private static String list(Nginx... all) {
        StringBuilder list = new StringBuilder("endpoints:\n");
        for (Nginx nginx : all) {
            list.append("  - ").append(nginx.address()).append('\n');
        }
        return list.toString();
    }

    private void replace(Path file, String text) throws IOException {
        Path beside = Files.writeString(folder.resolve("endpoints.new"), text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
