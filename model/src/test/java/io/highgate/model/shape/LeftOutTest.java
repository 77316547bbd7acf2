package io.highgate.model.shape;

import io.highgate.model.spec.GatewaySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever may be left out of a configuration has a default, wherever it stands. */
class LeftOutTest {

    private final Set<Class<?>> seen = new HashSet<>();
    private final List<String> without = new ArrayList<>();

    @Test
    void whatMayBeLeftOutHasADefault() {
        look(GatewaySpec.class);
        assertThat(seen).hasSizeGreaterThan(40);
        assertThat(without).isEmpty();
    }

    private void look(Class<? extends Record> type) {
        if (!seen.add(type)) {
            return;
        }
        for (Setting setting : SpecShape.of(type).settings()) {
            try {
                if (!setting.doc().required()) {
                    setting.defaultValue();
                }
            } catch (IllegalStateException | IllegalArgumentException e) {
                without.add(type.getSimpleName() + "." + setting.name() + ": " + e.getMessage());
            }
            inside(setting.type());
        }
    }

    private void inside(ValueType type) {
        switch (type) {
            case ValueType.Settings nested -> look(nested.type());
            case ValueType.ListOf list -> inside(list.element());
            case ValueType.MapOf map -> inside(map.element());
            case ValueType.OneKind kinds ->
                SpecShape.kinds(kinds.type())
                        .values()
                        .forEach(it ->
                                inside(SpecShape.of(it).settings().getFirst().type()));
            default -> {}
        }
    }
}
