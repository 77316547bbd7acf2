package io.highgate.store.sql;

import io.highgate.store.method.MethodDefinition;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Methods of an interface as JSON text: an array of objects, members in fixed order. Stateless. */
final class MethodsJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private MethodsJson() {}

    static String write(List<MethodDefinition> methods) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            methods.forEach(it -> write(json, it));
            json.writeEndArray();
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, MethodDefinition method) {
        json.writeStartObject();
        json.writeStringProperty("methodName", method.methodName());
        if (method.parameterType() != null) {
            json.writeStringProperty("parameterType", method.parameterType());
        }
        json.writeStringProperty("url", method.url());
        json.writeBooleanProperty("isAuth", method.isAuth());
        json.writeBooleanProperty("isHttp", method.isHttp());
        if (method.httpType() != null) {
            json.writeStringProperty("httpType", method.httpType());
        }
        json.writeEndObject();
    }

    static List<MethodDefinition> read(String text) {
        List<MethodDefinition> methods = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            demand(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                methods.add(method(json));
            }
            demand(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null);
        }
        return methods;
    }

    private static MethodDefinition method(JsonParser json) {
        Map<String, String> members = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            demand(json.nextToken().isScalarValue());
            members.put(name, json.getString());
        }
        demand(json.currentToken() == JsonToken.END_OBJECT);
        return new MethodDefinition(
                required(members.get("methodName")),
                members.get("parameterType"),
                required(members.get("url")),
                "true".equals(members.get("isAuth")),
                "true".equals(members.get("isHttp")),
                members.get("httpType"));
    }

    private static String required(@Nullable String member) {
        demand(member != null);
        return Objects.requireNonNull(member);
    }

    private static void demand(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a column holds other JSON than methods; somebody else has written it");
        }
    }
}
