package io.highgate.gateway;

import io.highgate.store.session.Session;
import io.highgate.store.tenant.Tenant;
import io.highgate.testkit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** On whose behalf requests are made. */
class TenancyTest {

    private final Origin origin = Origin.echoing();
    private final RunningGateway gateway = RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            login: {}
            tenancy:
              host: "{tenant}.example.com"
              path: tenant
              claim: role
              required: true
              validate: true
              known: [acme]
            routes:
              - {name: all, upstream: origin}
              - {name: own, path: "/tenants/{tenant}/x", upstream: origin}
              - {name: users, path: /users, access: {by: session}, upstream: origin}
            """.formatted(origin.port()));

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private String ask(String path, String... fields) {
        String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        String host = lines.contains("Host: ") ? "" : "Host: test\r\n";
        return gateway.ask("GET " + path + " HTTP/1.1\r\n" + host + lines + "\r\n");
    }

    private void tenant(String id, boolean enabled) {
        gateway.stores().tenants().add(new Tenant(id, id, enabled, 0, 0, List.of(), Map.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"__tenant: acme", "X-Tenant-Id: acme", "Host: acme.example.com", "Host: ACME.example.com:80"})
    void aTenantIsNamedInOneOfSeveralWays(String field) {
        String answer = ask("/x", field);
        if (field.contains("ACME")) {
            assertThat(answer).startsWith("HTTP/1.1 403"); // names of tenants are as they are written
        } else {
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .containsOnlyOnce("__tenant: acme")
                    .containsOnlyOnce("X-Tenant-Id: acme");
        }
    }

    @Test
    void requestsAreCountedByTenant() {
        assertThat(ask("/x", "__tenant: acme")).startsWith("HTTP/1.1 200");
        assertThat(ask("/x", "__tenant: nobody")).startsWith("HTTP/1.1 403");
        assertThat(gateway.manage("GET", "/metrics"))
                .contains("highgate_tenant_requests_total{status=\"2xx\",tenant=\"acme\"} 1.0")
                .contains("highgate_tenant_duration_seconds_count{tenant=\"acme\"} 1")
                .doesNotContain("nobody");
    }

    @Test
    void thePathMayNameIt() {
        assertThat(ask("/tenants/acme/x")).startsWith("HTTP/1.1 200").contains("X-Tenant-Id: acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Tenant-Id: nobody",
                "X-Tenant-Id: ",
                "X-Tenant-Id: acme, other",
                "X-Tenant-Id: ../acme",
                "X-Tenant-Id: acme\r\n__tenant: other",
                "X-Tenant-Id: acme\r\nX-Tenant-Id: other",
                "X-Tenant-Id: acme\r\nHost: other.example.com",
            })
    void aTenantThatCannotBeMeantIsRefused(String fields) {
        assertThat(ask("/x", fields)).startsWith("HTTP/1.1 403").contains("\"code\":\"TENANT_INVALID\"");
    }

    @Test
    void aRequestWithoutATenantIsToldSo() {
        assertThat(ask("/x")).startsWith("HTTP/1.1 400").contains("\"code\":\"MISSING_TENANT_ID\"");
    }

    @Test
    void tenantsOfTheDatabaseCountWhileTheyAreEnabled() {
        tenant("blue", true);
        tenant("red", false);
        assertThat(ask("/x", "X-Tenant-Id: blue")).startsWith("HTTP/1.1 200");
        assertThat(ask("/x", "X-Tenant-Id: red")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aCallerActsForItsOwnTenantOnly() {
        Instant now = Instant.now();
        String token = "0123456789abcdef0123456789abcdef";
        Session session = new Session(token, "ada", "acme", List.of(), now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
        String bearer = "Authorization: Bearer " + token;
        assertThat(ask("/users", bearer)).startsWith("HTTP/1.1 200").contains("X-Tenant-Id: acme");
        assertThat(ask("/users", bearer, "X-Tenant-Id: acme")).startsWith("HTTP/1.1 200");
        tenant("blue", true);
        assertThat(ask("/users", bearer, "X-Tenant-Id: blue")).startsWith("HTTP/1.1 403");
    }

    @Test
    void nobodyCanSayWhoTheyAreInOurPlace() {
        Instant now = Instant.now();
        String token = "0123456789abcdef0123456789abcdef";
        Session session = new Session(token, "ada", "acme", List.of(), now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
        String spoofed = "x-auth-user: root\r\nX-Auth-Roles: admin\r\nX-AUTH-SCOPES: all";
        assertThat(ask("/x", "X-Tenant-Id: acme", spoofed).toLowerCase(java.util.Locale.ROOT))
                .startsWith("http/1.1 200")
                .doesNotContain("x-auth-");
        assertThat(ask("/users", "Authorization: Bearer " + token, spoofed))
                .contains("X-Auth-User: ada", "X-Auth-Roles: acme")
                .doesNotContainIgnoringCase("X-Auth-Scopes")
                .doesNotContain("root");
    }
}
