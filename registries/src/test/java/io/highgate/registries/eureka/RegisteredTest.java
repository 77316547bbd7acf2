package io.highgate.registries.eureka;

import io.highgate.registries.entry.Loose;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class RegisteredTest {

    private static @Nullable Registered read(String json) throws JsonException {
        return Registered.read("ORDERS", new Loose(Json.read(json)));
    }

    private static Instance instance(String json) throws JsonException {
        return requireNonNull(read(json)).listed().instance();
    }

    @Test
    void everythingThatAnInstanceSaysIsTaken() throws JsonException {
        Registered orders = requireNonNull(read("""
                {"instanceId":"o-1","hostName":"orders-1","app":"ORDERS","ipAddr":"10.0.0.1","status":"UP",
                 "port":{"$":8080,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},
                 "healthCheckUrl":"http://orders-1:8080/actuator/health?deep=1","actionType":"ADDED",
                 "lastUpdatedTimestamp":"1700000000123",
                 "metadata":{"@class":"java.util.Map","zone":"z1","version":"2.1","weight":"30","team":"blue"}}
                """));

        assertThat(orders.listed().state()).isEqualTo(InstanceState.UP);
        assertThat(orders.updated()).isEqualTo(1_700_000_000_123L);
        assertThat(orders.listed().instance())
                .isEqualTo(new Instance(
                        "orders",
                        "o-1",
                        "orders-1",
                        8080,
                        false,
                        30,
                        "z1",
                        "2.1",
                        List.of(),
                        "/actuator/health?deep=1",
                        Map.of("zone", "z1", "version", "2.1", "weight", "30", "team", "blue")));
    }

    @ParameterizedTest
    @CsvSource({
        "UP,UP",
        "up,UP",
        "DOWN,DOWN",
        "STARTING,DOWN",
        "UNKNOWN,DOWN",
        "OUT_OF_SERVICE,DRAINING",
        "SOMETHING_NEW,DOWN",
        "'',DOWN"
    })
    void statesAreAsTheServerSays(String status, InstanceState state) throws JsonException {
        assertThat(requireNonNull(read("{\"hostName\":\"a\",\"status\":\"" + status + "\"}"))
                        .listed()
                        .state())
                .isEqualTo(state);
    }

    @Test
    void aSecurePortThatIsEnabledWins() throws JsonException {
        Instance instance = instance("""
                {"hostName":"a","port":{"$":80,"@enabled":"true"},"securePort":{"$":"8443","@enabled":true},
                 "healthCheckUrl":"http://a:80/plain","secureHealthCheckUrl":"https://a:8443/secure"}
                """);

        assertThat(instance.tls()).isTrue();
        assertThat(instance.port()).isEqualTo(8443);
        assertThat(instance.health()).isEqualTo("/secure");
    }

    @Test
    void theAddressStandsInForAHostNameThatIsMissing() throws JsonException {
        assertThat(instance("{\"hostName\":\"\",\"ipAddr\":\"10.0.0.1\",\"port\":8080}"))
                .isEqualTo(Instance.at("orders", "10.0.0.1", 8080));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere:8080/health",
                "http://a:9090/manage",
                "http://a/health",
                "not an address",
                "/relative",
                "",
                "http://a:8080"
            })
    void aHealthPathElsewhereIsNotTaken(String url) throws JsonException {
        Instance instance = instance("{\"hostName\":\"a\",\"port\":8080,\"healthCheckUrl\":\"" + url + "\"}");

        assertThat(instance.health()).isEqualTo(Instance.USUAL_HEALTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$\":8080,\"@enabled\":\"false\"}",
                "{\"$\":\"many\",\"@enabled\":true}",
                "{\"@enabled\":true}",
                "[]",
                "null",
                "true"
            })
    void aPortThatIsNoneIs0(String port) throws JsonException {
        assertThat(instance("{\"hostName\":\"a\",\"port\":" + port + "}").port())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "null", "{\"hostName\":[],\"instanceId\":{}}", "{\"status\":\"UP\"}"})
    void whatNobodyCouldTellFromOthersIsNone(String json) throws JsonException {
        assertThat(read(json)).isNull();
    }
}
