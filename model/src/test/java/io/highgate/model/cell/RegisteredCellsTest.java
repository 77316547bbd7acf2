package io.highgate.model.cell;

import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells that only the center knows are upstreams beside the configured ones. */
class RegisteredCellsTest {

    private static GatewaySpec read(String yaml, Map<String, String> environment) {
        return Objects.requireNonNull(new ConfigReader(OcelotSource.NONE)
                .read("a.yaml", yaml, ReadOptions.strict(), environment)
                .spec());
    }

    private static UpstreamSpec upstream(GatewaySpec spec, String name) {
        return Objects.requireNonNull(spec.upstreams().get(name));
    }

    @Test
    void whatIsConfiguredWins() {
        GatewaySpec configured =
                read("""
                center: {urls: ['http://127.0.0.1:8005'], cells: {balancer: random}}
                upstreams: {crm: {endpoints: ['127.0.0.1:1']}}
                routes: [{name: r, upstream: crm}]
                """, Map.of("CELL_ERP_URL", "http://127.0.0.1:2", "GATEWAY_PROXY_RETRY_COUNT", "0"));
        GatewaySpec all = RegisteredCells.beside(
                configured, new TreeMap<>(Map.of("crm", false, "erp", false, "wms", false, "safe", true)));
        assertThat(all.upstreams().keySet()).containsExactly("crm", "erp", "safe", "wms");
        assertThat(upstream(all, "crm")).isEqualTo(upstream(configured, "crm"));
        assertThat(upstream(all, "erp")).isEqualTo(upstream(configured, "erp"));
        assertThat(upstream(all, "wms")).satisfies(wms -> {
            assertThat(wms.cell()).isTrue();
            assertThat(wms.discover()).isEqualTo(new DiscoverSpec.Center("wms"));
            assertThat(wms.balancer()).isEqualTo(UpstreamSpec.Balancer.RANDOM);
            assertThat(wms.retry().count()).isZero();
            assertThat(wms.security()).isNull();
        });
        assertThat(upstream(all, "safe").security()).isNotNull();
    }

    @Test
    void withoutACenterThereAreNone() {
        GatewaySpec configured = read("routes: [{name: r, respond: {}}]\n", Map.of());
        assertThat(RegisteredCells.beside(configured, new TreeMap<>(Map.of("crm", false))))
                .isSameAs(configured);
        assertThat(CellRoutes.areOn(configured)).isFalse();
    }

    @Test
    void aCenterSwitchesTheRoutesToCellsOn() {
        GatewaySpec configured = read("overload: {}\n", Map.of("GOVERNANCE_URL", "http://a:8005, http://b:8005"));
        assertThat(CellRoutes.areOn(configured)).isTrue();
        assertThat(Objects.requireNonNull(configured.center()).urls()).hasSize(2);
        assertThat(CellRoutes.withThem(RegisteredCells.beside(configured, new TreeMap<>(Map.of("crm", false)))))
                .singleElement()
                .satisfies(it -> assertThat(it.paths()).containsExactly("/api/v1/crm/{*rest}"));
    }
}
