package io.highgate.drills;

import io.highgate.drills.client.Load;
import io.highgate.drills.client.Tally;
import io.highgate.drills.process.Dnsmasq;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** SIGSTOP and kill -9 of the DNS server that knows where an upstream's endpoints are. */
class DnsGoneTest {

    private static final String SERVICE = "_http._tcp.orders.drill";
    private static final String FAILING = "highgate_discovery_failing";

    @TempDir
    Path folder;

    @Test
    void noRequestNoticesThatDnsIsGoneAndWhatItSaysWhenItIsBackCounts() {
        try (Nginx one = Nginx.start(folder, "one");
                Nginx two = Nginx.start(folder, "two");
                Dnsmasq dns = Dnsmasq.start(folder, SERVICE, port(one), port(two));
                RunningGateway gateway = gateway(dns);
                Load load = Load.of(4, gateway.port(), "/")) {
            load.awaitMore(200);
            assertThat(load.tally().bodies()).containsOnlyKeys("one", "two");

            dns.freeze();
            Await.until("it is noticed", () -> gateway.metric(FAILING) == 1);
            load.awaitMore(500);
            dns.thaw();
            Await.until("it is well again", () -> gateway.metric(FAILING) == 0);

            dns.kill();
            Await.until("it is noticed", () -> gateway.metric(FAILING) == 1);
            load.awaitMore(500);

            dns.restart(SERVICE, port(two));
            Await.until("only the other one is left", () -> gateway.metric("highgate_discovery_endpoints") == 1);
            long before = load.tally().answeredBy("one");
            load.awaitMore(500);
            Tally tally = load.stop();
            assertThat(tally.outcomes()).containsOnlyKeys("200");
            assertThat(tally.answeredBy("one")).isLessThanOrEqualTo(before + 4);
        }
    }

    private static Integer port(Nginx nginx) {
        String address = nginx.address();
        return Integer.valueOf(address.substring(address.indexOf(':') + 1));
    }

    private RunningGateway gateway(Dnsmasq dns) {
        return GatewaySetup.in(folder).start("""
                dns: {servers: ['%s'], timeout: 300ms}
                upstreams: {orders: {discover: {srv: %s}}}
                routes: [{name: all, upstream: orders, rewrite: /name}]
                """.formatted(dns.address(), SERVICE));
    }
}
