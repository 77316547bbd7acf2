package io.highgate.model.schema;

import io.highgate.model.env.KnownVariable;
import io.highgate.model.env.KnownVariables;
import io.highgate.model.shape.ScalarText;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import io.highgate.model.spec.Doc;
import io.highgate.model.spec.GatewaySpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables of {@code docs/configuration.md}: a section for each record, then the environment. Pure. */
public final class SettingTables {

    private SettingTables() {}

    /** The Markdown of all tables. */
    public static String print() {
        StringBuilder out = new StringBuilder();
        Deque<Class<?>> left = new ArrayDeque<>();
        Set<Class<?>> seen = new LinkedHashSet<>();
        left.add(GatewaySpec.class);
        while (!left.isEmpty()) {
            Class<?> type = left.poll();
            if (seen.add(type)) {
                section(type, out, left);
            }
        }
        environment(out);
        return out.toString();
    }

    private static void section(Class<?> type, StringBuilder out, Deque<Class<?>> left) {
        out.append("### ").append(title(type)).append("\n\n");
        if (type.isSealed()) {
            out.append("A mapping with exactly one of these keys.\n\n| key | holds | meaning |\n|---|---|---|\n");
            SpecShape.kinds(type).forEach((name, kind) -> {
                ValueType content = SpecShape.of(kind).settings().getFirst().type();
                out.append("| `%s` | %s | %s |\n".formatted(name, holds(content, left), cell(summary(kind))));
            });
        } else {
            out.append(summary(type)).append("\n\n| setting | holds | default | meaning |\n|---|---|---|---|\n");
            SpecShape.of(type.asSubclass(Record.class)).settings().forEach(it -> row(it, out, left));
        }
        out.append('\n');
    }

    private static void row(Setting setting, StringBuilder out, Deque<Class<?>> left) {
        Doc doc = setting.doc();
        String name = "`" + setting.name() + "`" + (doc.alias().isEmpty() ? "" : " or `" + doc.alias() + "`");
        String defaultsTo = doc.required() ? "**required**" : "";
        if (!doc.defaultsTo().isEmpty()) {
            defaultsTo = "`" + doc.defaultsTo() + "`";
        }
        out.append(
                "| %s | %s | %s | %s |\n".formatted(name, holds(setting.type(), left), defaultsTo, cell(doc.value())));
    }

    private static String holds(ValueType type, Deque<Class<?>> left) {
        return switch (type) {
            case ValueType.Text ignored -> "text";
            case ValueType.SecretText ignored -> "secret";
            case ValueType.Whole whole -> whole(whole);
            case ValueType.Flag ignored -> "`true` or `false`";
            case ValueType.Time ignored -> "duration";
            case ValueType.Size ignored -> "size";
            case ValueType.Share ignored -> "share";
            case ValueType.Address ignored -> "host:port";
            case ValueType.Url ignored -> "host:port or URL";
            case ValueType.Addresses ignored -> "addresses";
            case ValueType.Choice choice -> "`" + String.join("`, `", ScalarText.names(choice)) + "`";
            case ValueType.Settings nested -> link(nested.type(), left);
            case ValueType.OneKind kind -> link(kind.type(), left);
            case ValueType.ListOf list -> "list of " + holds(list.element(), left);
            case ValueType.MapOf map -> "name: " + holds(map.element(), left);
        };
    }

    private static String whole(ValueType.Whole whole) {
        boolean least = whole.min() > Integer.MIN_VALUE;
        boolean most = whole.max() < Integer.MAX_VALUE;
        if (least && most) {
            return "number, " + whole.min() + " to " + whole.max();
        }
        return least ? "number from " + whole.min() : "number";
    }

    private static String link(Class<?> type, Deque<Class<?>> left) {
        left.add(type);
        return "[" + title(type) + "](#" + title(type).replace(' ', '-') + ")";
    }

    /** "access log" for {@code AccessLogSpec}. */
    private static String title(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("Spec$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static String summary(Class<?> type) {
        Doc doc = type.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replaceAll("'([^' ]+)'", "`$1`");
    }

    private static void environment(StringBuilder out) {
        out.append("### environment variables\n\n| variable | holds | default | meaning | in this version |\n");
        out.append("|---|---|---|---|---|\n");
        for (KnownVariable variable : KnownVariables.ALL) {
            String instead = variable.instead();
            String defaultsTo = variable.defaultsTo().isEmpty() ? "" : "`" + variable.defaultsTo() + "`";
            out.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            variable.name(),
                            variable.form().wanted(),
                            defaultsTo,
                            cell(variable.meaning()),
                            instead == null ? "works" : cell(instead)));
        }
    }
}
