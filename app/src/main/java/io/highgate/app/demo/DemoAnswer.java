package io.highgate.app.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a demo cell says about a request that reached it. Immutable. */
record DemoAnswer(
        String cell,
        int instance,
        long number,
        String request,
        Map<String, List<String>> headers,
        int bodyBytes,
        @Nullable String greeting) {

    private static final JsonFactory JSON = new JsonFactory();

    static DemoAnswer of(DemoCell cell, HttpExchange exchange) throws IOException {
        int bodyBytes = exchange.getRequestBody().readAllBytes().length;
        return new DemoAnswer(
                cell.name(),
                cell.instance(),
                cell.nextNumber(),
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                new TreeMap<>(exchange.getRequestHeaders()),
                bodyBytes,
                null);
    }

    /** The same with a greeting for {@code ?name=...&language=...}. */
    DemoAnswer greeting(URI target) {
        String who = parameter(target, "name");
        String text = parameter(target, "language").equals("zh") ? "你好，" + who + "！" : "Hello, " + who + "!";
        return new DemoAnswer(cell, instance, number, request, headers, bodyBytes, text);
    }

    private static String parameter(URI target, String name) {
        String query = target.getRawQuery() == null ? "" : target.getRawQuery();
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("cell", cell);
            json.writeNumberProperty("instance", instance);
            json.writeNumberProperty("answer", number);
            if (greeting != null) {
                json.writeStringProperty("greeting", greeting);
            }
            json.writeStringProperty("request", request);
            json.writeNumberProperty("bodyBytes", bodyBytes);
            json.writeObjectPropertyStart("headers");
            headers.forEach((name, values) -> json.writeStringProperty(name, String.join(", ", values)));
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
