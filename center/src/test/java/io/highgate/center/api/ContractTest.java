package io.highgate.center.api;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract and the routes are the same, with the same access. */
class ContractTest {

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() {
        try (TestCenter center = new TestCenter()) {
            Map<String, String> routes = new TreeMap<>();
            center.api
                    .routes()
                    .all()
                    .forEach(it -> routes.put(
                            it.method() + " " + it.path(), it.access().name()));

            assertThat(routes).isEqualTo(new TreeMap<>(TestCenter.CONTRACT.operations()));
        }
    }

    @Test
    void whatIsNotPromisedIsFound() {
        try (TestCenter center = new TestCenter()) {
            var response = center.raw("GET", "/livez", null, null);

            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> TestCenter.CONTRACT.check("GET", "/readyz", response))
                    .hasMessageContaining("not as promised");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> TestCenter.CONTRACT.check("GET", "/nowhere", response))
                    .hasMessageContaining("no path");
        }
    }
}
