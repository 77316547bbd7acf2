package io.highgate.store.sql;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lists and maps as JSON text: the same on both databases (their arrays are not), read by people and by
 * {@code ::jsonb}, and never searched in by us. Stateless.
 */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static String of(List<String> texts) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartArray();
            texts.forEach(json::writeString);
            json.writeEndArray();
        }
        return out.toString();
    }

    /** In the order of the keys. */
    static String of(Map<String, String> texts) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            new TreeMap<>(texts).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return out.toString();
    }

    static List<String> list(String text) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            demand(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getString());
            }
            demand(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null);
        }
        return texts;
    }

    static Map<String, String> map(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            demand(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                demand(json.nextToken() == JsonToken.VALUE_STRING);
                texts.put(name, json.getString());
            }
            demand(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        }
        return texts;
    }

    private static void demand(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a column holds other JSON than texts; somebody else has written it");
        }
    }
}
