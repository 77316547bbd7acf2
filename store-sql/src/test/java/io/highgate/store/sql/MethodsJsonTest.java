package io.highgate.store.sql;

import io.highgate.store.method.MethodDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MethodsJsonTest {

    @Test
    void methodsAreReadAsWritten() {
        List<MethodDefinition> methods = List.of(
                new MethodDefinition("find", "java.lang.String", "/find", true, false, "GET"),
                new MethodDefinition("", null, "\"\\\u4f60", false, true, null));
        assertThat(MethodsJson.read(MethodsJson.write(methods))).isEqualTo(methods);
        assertThat(MethodsJson.write(methods))
                .startsWith("[{\"methodName\":\"find\",\"parameterType\":\"java.lang.String\",\"url\":\"/find\","
                        + "\"isAuth\":true,\"isHttp\":false,\"httpType\":\"GET\"},");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[{\"methodName\":\"a\"}]", "[{\"methodName\":\"a\",\"url\":[]}]", "[] []"})
    void whatSomebodyElseHasWrittenIsNotTakenForMethods(String text) {
        assertThatThrownBy(() -> MethodsJson.read(text)).hasMessageContaining("somebody else has written it");
    }

    @Test
    void whatIsCutOffIsNotTakenForMethods() {
        assertThatThrownBy(() -> MethodsJson.read("[{\"methodName\":")).isInstanceOf(JacksonException.class);
    }
}
