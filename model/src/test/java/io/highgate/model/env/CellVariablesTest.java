package io.highgate.model.env;

import io.highgate.base.problem.Problems;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells that the environment names. */
class CellVariablesTest {

    private final Problems problems = new Problems();

    private Map<String, UpstreamSpec> with(Map<String, String> environment) {
        return EnvironmentOverlay.apply(SpecShape.defaults(GatewaySpec.class), environment, problems)
                .upstreams();
    }

    @Test
    void aVariableIsACell() {
        Map<String, UpstreamSpec> upstreams =
                with(Map.of("CELL_CRM_URL", "http://10.0.0.1:8001/", "CELL_big_erp_URL", "https://erp.example"));
        assertThat(problems.all()).isEmpty();
        assertThat(upstreams).containsOnlyKeys("crm", "big_erp");
        assertThat(upstreams.values()).allMatch(UpstreamSpec::cell);
        List<String> urls = upstreams.values().stream()
                .flatMap(it -> it.endpoints().stream())
                .map(it -> it.url().toString())
                .toList();
        assertThat(urls).containsExactlyInAnyOrder("http://10.0.0.1:8001", "https://erp.example:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://crm:8001/path", "ftp://crm", "http://user@crm", "http://crm:99999"})
    void anAddressThatIsMoreOrLessIsRefused(String url) {
        assertThat(with(Map.of("CELL_CRM_URL", url))).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .satisfies(it -> assertThat(it.place()).hasToString("environment variable CELL_CRM_URL"));
    }
}
