package io.highgate.model.shape;

import io.highgate.model.spec.Doc;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * One component of a spec record: its name is the key by which it is written. Immutable.
 *
 * @param nullable whether leaving it out means "none"
 */
public record Setting(String name, ValueType type, Doc doc, boolean nullable, Method accessor) {

    /** Its value in a spec. */
    public @Nullable Object valueIn(Record spec) {
        try {
            return accessor.invoke(spec);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessor is public and only reads", e);
        }
    }

    /** Its value when it is left out. */
    public @Nullable Object defaultValue() {
        if (!doc.defaultsTo().isEmpty()) {
            return ScalarText.parse((ValueType.OneValue) type, doc.defaultsTo());
        }
        if (nullable) {
            return null;
        }
        return switch (type) {
            case ValueType.ListOf ignored -> java.util.List.of();
            case ValueType.MapOf ignored -> java.util.Map.of();
            case ValueType.Settings nested -> SpecShape.of(nested.type()).allDefaults();
            case ValueType.Text ignored -> "";
            default -> throw new IllegalStateException("'" + name + "' has no default");
        };
    }
}
