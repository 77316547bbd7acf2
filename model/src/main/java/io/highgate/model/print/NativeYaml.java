package io.highgate.model.print;

import io.highgate.base.unit.Secret;
import io.highgate.model.bind.Substitution;
import io.highgate.model.shape.ScalarText;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A spec as native YAML, which the reader reads back to an equal spec. Defaults are left out.
 * Secrets are never printed: instead of one stands the environment variable from which the reader
 * will take it, {@code HIGHGATE_} and the path, as {@code HIGHGATE_MANAGEMENT_TOKEN}. Confined to
 * one thread; used once.
 */
public final class NativeYaml {

    private final StringBuilder out = new StringBuilder();

    private final boolean reveals;

    private NativeYaml(boolean reveals) {
        this.reveals = reveals;
    }

    /** The YAML of the spec; {@code {}} if everything is at its default. */
    public static String print(GatewaySpec spec) {
        return print(spec, false);
    }

    /** The same with the secrets, for a file that only its owner can read. */
    public static String printWithSecrets(GatewaySpec spec) {
        return print(spec, true);
    }

    private static String print(GatewaySpec spec, boolean reveals) {
        NativeYaml yaml = new NativeYaml(reveals);
        yaml.settings(spec, "", "");
        return yaml.out.isEmpty() ? "{}\n" : yaml.out.toString();
    }

    private void settings(Record spec, String indent, String path) {
        for (Setting setting : SpecShape.of(spec.getClass()).settings()) {
            Object value = setting.valueIn(spec);
            boolean required = setting.doc().required();
            if (value != null && (required || !Objects.equals(value, setting.defaultValue()))) {
                out.append(indent).append(setting.name()).append(':');
                value(value, setting.type(), indent, path + "_" + setting.name());
            }
        }
    }

    /** Writes what follows a colon, to the end of the line or in lines of its own. */
    private void value(Object value, ValueType type, String indent, String path) {
        switch (type) {
            case ValueType.OneValue one ->
                out.append(' ').append(one(value, one, path)).append('\n');
            case ValueType.Settings ignored -> nested((Record) value, indent, path);
            case ValueType.OneKind kind -> {
                out.append('\n');
                oneKind((Record) value, kind, indent + "  ", path);
            }
            case ValueType.ListOf list -> list((List<?>) value, list.element(), indent, path);
            case ValueType.MapOf map -> map((Map<?, ?>) value, map.element(), indent, path);
        }
    }

    private void nested(Record spec, String indent, String path) {
        int before = out.length();
        out.append('\n');
        settings(spec, indent + "  ", path);
        if (out.length() == before + 1) {
            out.setLength(before);
            out.append(" {}\n");
        }
    }

    private void map(Map<?, ?> map, ValueType element, String indent, String path) {
        if (map.isEmpty()) {
            out.append(" {}\n");
            return;
        }
        out.append('\n');
        map.forEach((key, value) -> {
            out.append(indent)
                    .append("  ")
                    .append(YamlScalar.text(key.toString()))
                    .append(':');
            value(value, element, indent + "  ", path + "_" + key);
        });
    }

    private void list(List<?> list, ValueType element, String indent, String path) {
        if (list.isEmpty()) {
            out.append(" []\n");
            return;
        }
        out.append('\n');
        for (int i = 0; i < list.size(); i++) {
            int dash = out.length() + indent.length() + 2;
            item(list.get(i), element, indent, path + "_" + i);
            // What was written as a mapping with the indentation of its keys begins with a dash.
            out.setCharAt(dash, '-');
        }
    }

    private void item(Object item, ValueType element, String indent, String path) {
        String inner = indent + "    ";
        switch (element) {
            case ValueType.OneValue one ->
                out.append(inner).append(one(item, one, path)).append('\n');
            case ValueType.Settings ignored -> {
                int before = out.length();
                settings((Record) item, inner, path);
                if (out.length() == before) {
                    firstSetting((Record) item, inner, path);
                }
            }
            case ValueType.OneKind kind -> oneKind((Record) item, kind, inner, path);
            case ValueType.ListOf ignored -> throw new IllegalStateException("no spec has lists of lists");
            case ValueType.MapOf ignored -> throw new IllegalStateException("no spec has lists of maps");
        }
    }

    private void oneKind(Record item, ValueType.OneKind kind, String indent, String path) {
        out.append(indent).append(keyOf(item, kind)).append(':');
        Setting content = SpecShape.of(item.getClass()).settings().getFirst();
        value(Objects.requireNonNull(content.valueIn(item)), content.type(), indent, path);
    }

    /** An item that is all defaults shows one of them, because {@code - {}} says nothing to a reader. */
    private void firstSetting(Record item, String indent, String path) {
        for (Setting setting : SpecShape.of(item.getClass()).settings()) {
            Object value = setting.valueIn(item);
            if (value != null) {
                out.append(indent).append(setting.name()).append(':');
                value(value, setting.type(), indent, path + "_" + setting.name());
                return;
            }
        }
        out.append(indent).append("{}\n");
    }

    private static String keyOf(Record item, ValueType.OneKind kind) {
        return SpecShape.kinds(kind.type()).entrySet().stream()
                .filter(it -> it.getValue() == item.getClass())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private String one(Object value, ValueType.OneValue type, String path) {
        if (value instanceof Secret && !reveals) {
            String name = path.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
            return "${HIGHGATE" + name.replaceAll("[^A-Z0-9_]", "_") + "}";
        }
        String text = ScalarText.print(value);
        return switch (type) {
            case ValueType.Whole ignored -> text;
            case ValueType.Flag ignored -> text;
            default -> YamlScalar.text(Substitution.escape(text));
        };
    }
}
