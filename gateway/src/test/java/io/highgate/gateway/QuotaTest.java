package io.highgate.gateway;

import io.highgate.store.tenant.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Quotas of tenants, from the configuration and from the store of tenants. */
@Timeout(60)
class QuotaTest {

    private static RunningGateway gateway(String quotas, String tenancy) {
        return RunningGateway.of(
                "tenancy: {" + tenancy + "}\nquotas: {" + quotas + "}\nroutes: [{name: a, respond: {}}]\n");
    }

    private static String ask(RunningGateway gateway, String tenant) {
        return gateway.ask("GET / HTTP/1.1\r\nHost: test\r\nX-Tenant-Id: " + tenant + "\r\n\r\n");
    }

    private static int admitted(RunningGateway gateway, String tenant) {
        int admitted = 0;
        while (ask(gateway, tenant).startsWith("HTTP/1.1 200 ")) {
            admitted++;
            assertThat(admitted).isLessThan(100);
        }
        return admitted;
    }

    @Test
    void aTenantsOwnQuotaCountsElseThatOfTheOthers() {
        try (RunningGateway gateway = gateway(
                "tenants: {acme: {requestsPerDay: 3}, globex: {requestsPerMinute: 100, requestsPerDay: 5}},"
                        + " others: {requestsPerDay: 1}",
                "")) {
            assertThat(admitted(gateway, "acme")).isEqualTo(3);
            assertThat(admitted(gateway, "globex")).isEqualTo(5);
            assertThat(admitted(gateway, "initech")).isEqualTo(1);
            assertThat(admitted(gateway, "umbrella")).isEqualTo(1);
            assertThat(ask(gateway, "acme"))
                    .startsWith("HTTP/1.1 429 ")
                    .contains("\"code\":\"QUOTA_EXCEEDED\"", "limit tenant-day")
                    .containsPattern("Retry-After: 86[34]\\d\\d\r\n");
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void aQuotaOfADayOutlivesAnotherConfiguration() {
        try (RunningGateway gateway = gateway("tenants: {acme: {requestsPerDay: 3}}", "")) {
            assertThat(admitted(gateway, "acme")).isEqualTo(3);
            assertThat(gateway.gateway().publish(RunningGateway.spec("""
                                    tenancy: {}
                                    quotas: {tenants: {acme: {requestsPerDay: 3}}}
                                    routes: [{name: renamed, respond: {}}]
                                    """))).isInstanceOf(Publication.Accepted.class);
            assertThat(admitted(gateway, "acme")).isZero();
        }
    }

    @Test
    void theStoreOfTenantsHasQuotasToo() {
        try (RunningGateway gateway = gateway("others: {requestsPerDay: 1}", "validate: true")) {
            gateway.stores().tenants().add(new Tenant("acme", "Acme", true, 0, 4, List.of(), Map.of(), 0));
            gateway.stores().tenants().add(new Tenant("globex", "Globex", true, 0, 0, List.of(), Map.of(), 0));
            assertThat(admitted(gateway, "acme")).isEqualTo(4);
            assertThat(admitted(gateway, "globex")).isEqualTo(1);
        }
    }
}
