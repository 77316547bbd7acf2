package io.highgate.model.ocelot;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Durations;
import io.highgate.base.unit.HostPort;
import io.highgate.model.spec.Doc;
import io.highgate.model.spec.GatewaySpec;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** What an Ocelot file does not say has the default that the documentation of the specs states. */
class NativeDefaultsTest {

    static Stream<Record> specs() {
        GatewaySpec gateway = NativeDefaults.gateway();
        return Stream.of(
                gateway.listeners().getFirst(),
                gateway.management(),
                gateway.forwarding(),
                gateway.limits(),
                gateway.timeouts(),
                gateway.accessLog(),
                NativeDefaults.upstream());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyDefaultIsTheDocumentedOne(Record spec) throws ReflectiveOperationException {
        for (RecordComponent component : spec.getClass().getRecordComponents()) {
            String documented =
                    requireNonNull(component.getAnnotation(Doc.class)).defaultsTo();
            if (!documented.isEmpty()) {
                Object value = component.getAccessor().invoke(spec);
                assertThat(value).as(component.toString()).isEqualTo(read(documented, component.getType()));
            }
        }
    }

    private static Object read(String text, Class<?> type) {
        if (type.isEnum()) {
            String constant = text.toUpperCase(Locale.ROOT).replace('-', '_');
            return Stream.of(requireNonNull(type.getEnumConstants()))
                    .filter(it -> it.toString().equals(constant))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (type.getSimpleName()) {
            case "Duration" -> Durations.parse(text);
            case "DataSize" -> DataSize.parse(text);
            case "HostPort" -> HostPort.parse(text);
            case "boolean" -> Boolean.valueOf(text);
            case "int" -> Integer.valueOf(text);
            default -> text;
        };
    }
}
