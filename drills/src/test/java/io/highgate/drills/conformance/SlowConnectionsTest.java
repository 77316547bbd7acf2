package io.highgate.drills.conformance;

import io.highgate.drills.client.Probe;
import io.highgate.drills.client.SlowConnections;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Memory;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** 10,000 connections that send an octet of a head in each second: what they cost, and that others are served. */
class SlowConnectionsTest {

    private static final int CONNECTIONS = 10_000;
    private static final int ROUNDS = 20;
    private static final long MOST_KIB_EACH = 12;

    @TempDir
    Path folder;

    @Test
    void tenThousandOfThemTakeLittleMemoryAndNobodyElseWaits() {
        mayOpen(CONNECTIONS + 2_000);
        try (Nginx origin = Nginx.start(folder, "origin");
                RunningGateway gateway = gatewayBefore(origin)) {
            assertThat(gateway.get("/name").body()).isEqualTo("origin");
            Memory before = Memory.of(gateway);
            try (SlowConnections slow = new SlowConnections(CONNECTIONS, gateway.port());
                    Probe probe = Probe.of(gateway.port(), "/name")) {
                for (int i = 0; i < ROUNDS; i++) {
                    long began = System.nanoTime();
                    assertThat(slow.round()).isEqualTo(CONNECTIONS);
                    Await.until(
                            "a second is over",
                            () -> System.nanoTime() - began
                                    > Duration.ofSeconds(1).toNanos());
                }
                Memory during = Memory.of(gateway);
                long each = (during.resident() - before.resident()) * 1024 / CONNECTIONS;
                System.out.println("drill: 10,000 slow connections: before " + before + ", during " + during
                        + ", octets resident each " + each);
                assertThat(during.resident() - before.resident()).isLessThan(CONNECTIONS * MOST_KIB_EACH);
                assertThat(probe.stop()).hasSizeGreaterThan(ROUNDS).allSatisfy(visit -> {
                    assertThat(visit.outcome()).isEqualTo("200");
                    assertThat(visit.took()).isLessThan(Duration.ofSeconds(1));
                });
            }
        }
    }

    private RunningGateway gatewayBefore(Nginx origin) {
        return GatewaySetup.in(folder).withJvmFlags(Memory.FLAG).start("""
                timeouts: {headerRead: 120s}
                upstreams: {origin: {endpoints: '%s'}}
                routes: [{name: all, upstream: origin}]
                """.formatted(origin.address()));
    }

    /** A JVM raises its limit of open files to the hard one, and what it starts inherits that. */
    private static void mayOpen(int files) {
        String limit = Ran.of("sh", "-c", "ulimit -Hn").out().strip();
        if (!limit.equals("unlimited") && Long.parseLong(limit) < files) {
            throw Program.missing("only " + limit + " open files are allowed: ulimit -Hn " + files);
        }
    }
}
