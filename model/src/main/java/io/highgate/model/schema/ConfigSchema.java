package io.highgate.model.schema;

import io.highgate.model.shape.ScalarText;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import io.highgate.model.spec.Doc;
import io.highgate.model.spec.GatewaySpec;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The JSON Schema (draft 2020-12) of the native configuration, for editors. It says what the binder
 * accepts; what the parts must be together is for {@code highgate check}. Confined to one thread.
 */
public final class ConfigSchema {

    /** Every value may hold an environment variable instead. */
    private static final String ENVIRONMENT = "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}";

    private final Map<String, Object> definitions = new TreeMap<>();

    private ConfigSchema() {}

    /** The text of the schema. */
    public static String print() {
        ConfigSchema schema = new ConfigSchema();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Highgate configuration");
        root.putAll(schema.object(GatewaySpec.class));
        root.put("$defs", schema.definitions);
        return json(root) + "\n";
    }

    private Map<String, Object> object(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Setting setting : SpecShape.of(type).settings()) {
            properties.put(setting.name(), property(setting));
            if (!setting.doc().alias().isEmpty()) {
                properties.put(setting.doc().alias(), property(setting));
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("description", summary(type));
        object.put("type", "object");
        object.put("properties", properties);
        List<String> required = SpecShape.of(type).settings().stream()
                .filter(it -> it.doc().required())
                .map(Setting::name)
                .toList();
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static String summary(Class<?> type) {
        Doc doc = type.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    private Map<String, Object> property(Setting setting) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", setting.doc().value());
        if (!setting.doc().defaultsTo().isEmpty()) {
            property.put("default", typed(setting));
        }
        Map<String, Object> type = type(setting.type());
        if (setting.doc().required()) {
            property.putAll(type);
        } else {
            property.put("anyOf", List.of(type, Map.of("type", "null")));
        }
        return property;
    }

    private static @Nullable Object typed(Setting setting) {
        Object value = setting.defaultValue();
        return value instanceof Integer || value instanceof Boolean
                ? value
                : setting.doc().defaultsTo();
    }

    private Map<String, Object> type(ValueType type) {
        return switch (type) {
            case ValueType.Text ignored -> Map.of("type", List.of("string", "number", "boolean"));
            case ValueType.SecretText ignored -> Map.of("type", "string");
            case ValueType.Whole whole -> orVariable(whole(whole));
            case ValueType.Flag ignored -> orVariable(Map.of("type", "boolean"));
            case ValueType.Time ignored -> pattern("\\d{1,12}\\s*(ms|us|s|m|h|d)");
            case ValueType.Size ignored ->
                anyOf(ordered("type", "integer", "minimum", 0), pattern("\\d{1,15}\\s*([KMGTkmgt][iI]?[Bb]|[Bb])?"));
            case ValueType.Share ignored -> anyOf(share(), pattern("\\d{1,3}(\\.\\d{1,4})?\\s*%?"));
            case ValueType.Address ignored -> pattern("\\[?[^/\\s]+\\]?:\\d{1,5}");
            case ValueType.Url ignored -> pattern("((https?://)?\\[?[^/\\s]+\\]?:\\d{1,5}|https?://[^/\\s]+)/?");
            case ValueType.Addresses ignored -> pattern("[0-9A-Fa-f.:]+( ?[/-] ?[0-9A-Fa-f.:]+)?");
            case ValueType.Choice choice -> orVariable(Map.of("enum", ScalarText.names(choice)));
            case ValueType.Settings nested -> settings(nested.type());
            case ValueType.OneKind kind -> kinds(kind.type());
            case ValueType.ListOf list -> list(list.element());
            case ValueType.MapOf map -> ordered("type", "object", "additionalProperties", type(map.element()));
        };
    }

    private static Map<String, Object> share() {
        Map<String, Object> type = ordered("type", "number", "minimum", 0);
        type.put("maximum", 1);
        return type;
    }

    private static Map<String, Object> whole(ValueType.Whole whole) {
        Map<String, Object> type = ordered("type", "integer", "minimum", whole.min());
        type.put("maximum", whole.max());
        return type;
    }

    private static Map<String, Object> pattern(String pattern) {
        return ordered("type", "string", "pattern", "^(" + pattern + "|.*" + ENVIRONMENT + ".*)$");
    }

    private static Map<String, Object> orVariable(Map<String, Object> type) {
        return anyOf(type, ordered("type", "string", "pattern", ENVIRONMENT));
    }

    private Map<String, Object> settings(Class<? extends Record> type) {
        String name = type.getSimpleName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, object(type));
        }
        Map<String, Object> reference = Map.of("$ref", "#/$defs/" + name);
        return SpecShape.of(type)
                .shorthand()
                .map(it -> anyOf(type(it.type()), reference))
                .orElse(reference);
    }

    private Map<String, Object> kinds(Class<?> sealedType) {
        Map<String, Object> properties = new LinkedHashMap<>();
        SpecShape.kinds(sealedType)
                .forEach((name, kind) -> properties.put(
                        name, type(SpecShape.of(kind).settings().getFirst().type())));
        Map<String, Object> object = ordered("type", "object", "properties", properties);
        object.put("additionalProperties", false);
        object.put("minProperties", 1);
        object.put("maxProperties", 1);
        return object;
    }

    private Map<String, Object> list(ValueType element) {
        Map<String, Object> one = type(element);
        Map<String, Object> list = ordered("type", "array", "items", one);
        boolean oneWillDo = element instanceof ValueType.OneValue
                || (element instanceof ValueType.Settings nested
                        && SpecShape.of(nested.type()).shorthand().isPresent());
        return oneWillDo ? anyOf(list, Map.of("type", "string")) : list;
    }

    private static Map<String, Object> anyOf(Object... types) {
        return Map.of("anyOf", List.of(types));
    }

    private static Map<String, Object> ordered(String key, Object value, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(secondKey, second);
        return map;
    }

    private static String json(Object value) {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        PrettyPrinter pretty =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return pretty;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
        try (JsonGenerator generator = JsonFactory.builder().build().createGenerator(context, text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((key, item) -> {
                    generator.writeName(key.toString());
                    write(item, generator);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(it -> write(it, generator));
                generator.writeEndArray();
            }
            case Boolean flag -> generator.writeBoolean(flag);
            case Number number -> generator.writeNumber(number.longValue());
            default -> generator.writeString(value.toString());
        }
    }
}
