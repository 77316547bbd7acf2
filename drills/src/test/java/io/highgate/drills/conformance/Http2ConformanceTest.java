package io.highgate.drills.conformance;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All cases of h2spec, strict ones included, through a gateway to a real origin; none is left out. */
class Http2ConformanceTest {

    private static final String ALL_PASSED = "146 tests, 146 passed, 0 skipped, 0 failed";

    @TempDir
    Path folder;

    @Test
    void overCleartextEveryCasePasses() {
        allPass(GatewaySetup.in(folder), "");
    }

    @Test
    void overTlsEveryCasePasses() {
        GatewaySetup setup = GatewaySetup.in(folder);
        allPass(setup, Certificate.in(folder).listener(setup.port()), "-t", "-k");
    }

    private void allPass(GatewaySetup setup, String listener, String... flags) {
        H2spec h2spec = H2spec.in(folder);
        try (Nginx origin = Nginx.start(folder, "origin");
                RunningGateway gateway = setup.start(listener + """
                        upstreams: {origin: {endpoints: '%s'}}
                        routes: [{name: all, upstream: origin, rewrite: /name}]
                        """.formatted(origin.address()))) {
            Ran ran = h2spec.strictlyAgainst(gateway.port(), flags);
            assertThat(ran.out()).contains(ALL_PASSED);
            assertThat(ran.exit()).as(ran.err()).isZero();
        }
    }
}
