package io.highgate.drills;

import io.highgate.drills.client.Load;
import io.highgate.drills.client.Tally;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** SIGSTOP of an origin: its connections stay, it says nothing. */
class OriginFrozenTest {

    private static final Duration PER_TRY = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    /** One endpoint and no retry: the time-out is seen as it is. With another endpoint nobody sees more than a wait. */
    @Test
    void requestsToItEndAtTheTimeOutOthersNoticeNothingAndItComesBack() {
        try (Nginx frozen = Nginx.start(folder, "frozen");
                Nginx well = Nginx.start(folder, "well");
                RunningGateway gateway = gatewayBefore(frozen, well);
                Load others = Load.of(4, gateway.port(), "/well")) {
            assertThat(gateway.get("/frozen").body()).isEqualTo("frozen");
            frozen.freeze();
            Tally refused = load(gateway, "/frozen", 20);
            assertThat(refused.outcomes()).containsOnlyKeys("504 UPSTREAM_TIMEOUT");
            assertThat(refused.slowest()).isBetween(PER_TRY, PER_TRY.plusSeconds(2));

            Tally retried = load(gateway, "/both", 500);
            assertThat(retried.outcomes()).containsOnlyKeys("200");
            assertThat(retried.slowest()).isLessThan(PER_TRY.plusSeconds(2));

            frozen.thaw();
            HttpResponse<String> answer = gateway.get("/frozen");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(load(gateway, "/frozen", 500).outcomes()).containsOnlyKeys("200");

            Tally undisturbed = others.stop();
            assertThat(undisturbed.outcomes()).containsOnlyKeys("200");
            assertThat(undisturbed.slowest()).isLessThan(PER_TRY);
        }
    }

    private static Tally load(RunningGateway gateway, String path, int requests) {
        try (Load load = Load.of(8, gateway.port(), path)) {
            load.awaitMore(requests);
            return load.stop();
        }
    }

    private RunningGateway gatewayBefore(Nginx frozen, Nginx well) {
        return GatewaySetup.in(folder).start("""
                timeouts: {perTry: %ds}
                upstreams:
                  frozen: {endpoints: '%s', retry: {count: 0}}
                  well: {endpoints: '%s'}
                  both: {endpoints: ['%s', '%s']}
                routes:
                  - {name: frozen, path: /frozen, upstream: frozen, rewrite: /name}
                  - {name: well, path: /well, upstream: well, rewrite: /name}
                  - {name: both, path: /both, upstream: both, rewrite: /name}
                """.formatted(
                        PER_TRY.toSeconds(), frozen.address(), well.address(), frozen.address(), well.address()));
    }
}
