package io.highgate.gateway.migrate;

import io.highgate.gateway.RunningGateway;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.session.Session;
import io.highgate.testkit.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may call what an Ocelot file leads to, when a native file beside it says who is who. */
class OcelotAccessTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private GatewaySpec spec(String routes) throws IOException {
        Path ocelot =
                Files.writeString(folder.resolve("ocelot.json"), ("{'Routes': [" + routes + "]}").replace('\'', '"'));
        Path beside = Files.writeString(folder.resolve("beside.yaml"), "login: {}\n");
        ReadResult result = OcelotRun.read(List.of(ocelot, beside), Compat.OCELOT_20);
        assertThat(result.problems()).isEmpty();
        return requireNonNull(result.spec());
    }

    private static String route(String from, String to, Origin origin, String more) {
        return "{'UpstreamPathTemplate': '" + from + "', 'DownstreamPathTemplate': '" + to
                + "', 'DownstreamScheme': 'http', 'DownstreamHostAndPorts': [{'Host': '127.0.0.1', 'Port': "
                + origin.port() + "}], " + more + "}";
    }

    private static String ask(RunningGateway gateway, String path, String fields) {
        return gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    @Test
    void authenticatorsAndClaims() throws IOException {
        String session = "'AuthenticationOptions': {'AuthenticationProviderKey': 'session'}";
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(spec(route("/open", "/open", origin, "'Priority': 1") + ","
                        + route(
                                "/me/{everything}",
                                "/users/{userId}/{everything}",
                                origin,
                                session + ", 'AddHeadersToRequest': {'X-Shop': 'Claims[username] > value[0] > |'},"
                                        + "'AddQueriesToRequest': {'all': 'Claims[username] > value > '},"
                                        + "'ChangeDownstreamPathTemplate': {'userId': 'Claims[username] > value[1] > |'}")
                        + ","
                        + route(
                                "/shops/{shop}",
                                "/shops/{shop}",
                                origin,
                                session + ", 'AddClaimsToRequest': {'shop': 'Claims[username] > value[0] > |'},"
                                        + "'RouteClaimsRequirement': {'shop': '{shop}'}")))) {
            Instant now = Instant.now();
            Session open = new Session(TOKEN, "acme|7", "client", List.of(), now, now.plus(Duration.ofHours(1)));
            gateway.stores().sessions().open(open).toCompletableFuture().join();
            String bearer = "Authorization: Bearer " + TOKEN + "\r\nX-Shop: other\r\n";
            assertThat(ask(gateway, "/open", "")).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "/me/x", "")).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, "/me/x/y", bearer))
                    .startsWith("HTTP/1.1 200")
                    .contains("GET /users/7/x/y?all=acme%7C7 HTTP/1.1")
                    .containsOnlyOnce("X-Shop: acme")
                    .doesNotContain("X-Shop: other");
            assertThat(ask(gateway, "/shops/acme", bearer)).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "/shops/other", bearer)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void addresses() throws IOException {
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.of(
                        spec(route("/a", "/a", origin, "'SecurityOptions': {'IPBlockedList': ['127.0.0.1-9']}") + ","
                                + route("/b", "/b", origin, "'SecurityOptions': {'IPAllowedList': ['127.0.0.0/8']}")
                                + ","
                                + route("/c", "/c", origin, "'SecurityOptions': {'IPAllowedList': ['10.1.1.1']}")))) {
            assertThat(ask(gateway, "/a", "")).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, "/b", "")).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "/c", "")).startsWith("HTTP/1.1 401");
        }
    }
}
