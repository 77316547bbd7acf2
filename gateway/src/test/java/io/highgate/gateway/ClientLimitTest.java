package io.highgate.gateway;

import io.highgate.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** No client takes more than its share of connections, whatever addresses it has. */
@Timeout(30)
class ClientLimitTest {

    private static final String GET = "GET /a HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String ROUTE = "routes: [{name: a, path: /a, respond: {body: hi}}]\n";
    private static final String PROXIED = """
            listeners: [{bind: "127.0.0.1:0", proxyProtocol: required}]
            forwarding: {trustedProxies: [127.0.0.1/32]}
            """;
    private static final String REFUSED =
            "highgate_connections_refused_total{listener=\"main\",reason=\"client_connections\"} ";

    private static void answers(Wire client) {
        assertThat(client.send(GET).readAnswer()).startsWith("HTTP/1.1 200");
    }

    /** A connection that a proxy makes for that client. */
    private static Wire from(RunningGateway gateway, String address) {
        return gateway.connect()
                .send("PROXY TCP" + (address.contains(":") ? "6 " + address + " ::1" : "4 " + address + " 127.0.0.1")
                        + " 5000 80\r\n");
    }

    @Test
    void connectionsOfOneClientBeyondTheLimitAreClosedAndCountedUntilItClosesOne() {
        try (RunningGateway gateway = RunningGateway.of(ROUTE + "limits: {connectionsPerClient: 2}\n");
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            answers(one);
            answers(two);
            for (int i = 0; i < 3; i++) {
                try (Wire more = gateway.connect()) {
                    assertThat(more.isEnded()).isTrue();
                }
            }
            assertThat(gateway.manage("GET", "/metrics")).contains(REFUSED + "3.0");
            one.reset();
            RunningGateway.eventually(
                    () -> gateway.manage("GET", "/metrics").contains("highgate_connections{listener=\"main\"} 1.0"));
            assertThat(gateway.get("/a")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOneClient() {
        try (RunningGateway gateway = RunningGateway.of(PROXIED + ROUTE + "limits: {connectionsPerClient: 1}\n");
                Wire first = from(gateway, "2001:db8::1")) {
            answers(first);
            try (Wire sameNetwork = from(gateway, "2001:db8::ffff:2");
                    Wire otherNetwork = from(gateway, "2001:db8:0:1::1")) {
                assertThat(sameNetwork.isEnded()).isTrue();
                answers(otherNetwork);
            }
            assertThat(gateway.manage("GET", "/metrics")).contains(REFUSED + "1.0");
        }
    }

    @Test
    void clientsWithAddressesOfTheirOwnDoNotCountForEachOther() {
        try (RunningGateway gateway = RunningGateway.of(PROXIED + ROUTE + "limits: {connectionsPerClient: 1}\n");
                Wire one = from(gateway, "192.0.2.1");
                Wire two = from(gateway, "192.0.2.2")) {
            answers(one);
            answers(two);
            try (Wire mapped = from(gateway, "::ffff:192.0.2.2")) {
                assertThat(mapped.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aTrustedProxyMayHaveAsManyAsItNeeds() {
        try (RunningGateway gateway = RunningGateway.of(
                        ROUTE + "limits: {connectionsPerClient: 1}\nforwarding: {trustedProxies: [127.0.0.0/8]}\n");
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            answers(one);
            answers(two);
        }
    }

    @Test
    void aNewLimitCountsTheConnectionsThatAreOpen() {
        try (RunningGateway gateway = RunningGateway.of(ROUTE);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            answers(one);
            answers(two);
            gateway.gateway().publish(RunningGateway.spec(ROUTE + "limits: {connectionsPerClient: 2}\n"));
            try (Wire three = gateway.connect()) {
                assertThat(three.isEnded()).isTrue();
            }
            answers(one);
            gateway.gateway().publish(RunningGateway.spec(ROUTE + "limits: {connectionsPerClient: 3}\n"));
            assertThat(gateway.get("/a")).startsWith("HTTP/1.1 200");
        }
    }
}
