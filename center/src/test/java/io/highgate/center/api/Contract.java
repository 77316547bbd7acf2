package io.highgate.center.api;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.highgate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The center's {@code openapi.yaml}: fails whatever does not answer as it says. Thread-safe. */
final class Contract {

    private static final String HOME = "https://contract.example/openapi.json";

    private final Map<String, Object> whole;
    private final SchemaRegistry schemas;
    private final Map<String, Schema> byPlace = new HashMap<>();

    Contract() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            whole = map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> dialect = new HashMap<>(whole);
        String text = Json.write(dialect);
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, it -> it.schemas(Map.of(HOME, text)));
    }

    @SuppressWarnings("unchecked") // YAML with texts as keys
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Each {@code METHOD path -> access}. */
    Map<String, String> operations() {
        Map<String, String> all = new HashMap<>();
        map(whole.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (!method.equals("parameters")) {
                        all.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                String.valueOf(map(operation).get("x-access")));
                    }
                }));
        return all;
    }

    /** Fails if the path is in the contract and the answer is not the one that it promises. */
    synchronized void check(String method, String path, HttpResponse<String> response) {
        String template = template(path);
        if (template == null) {
            throw new AssertionError("the contract has no path " + path);
        }
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        Map<String, Object> operation =
                map(map(map(whole.get("paths")).get(template)).get(verb));
        String status = Integer.toString(response.statusCode());
        if (operation.isEmpty()) {
            if (response.statusCode() != 405 && response.statusCode() != 401) {
                throw new AssertionError("the contract has no " + method + " of " + path);
            }
            return;
        }
        Map<String, Object> responses = map(operation.get("responses"));
        if (!responses.containsKey(status)) {
            throw new AssertionError(method + " " + path + " may not answer " + status + ": " + response.body());
        }
        String place = "#/paths/" + escaped(template) + "/" + verb + "/responses/" + status;
        Map<String, Object> promised = map(responses.get(status));
        if (promised.get("$ref") instanceof String reference) {
            place = reference;
            promised = map(map(map(whole.get("components")).get("responses"))
                    .get(reference.substring(reference.lastIndexOf('/') + 1)));
        }
        if (!method.equals("HEAD")) {
            body(method + " " + path + " " + status, place, map(promised.get("content")), response);
        }
    }

    private void body(String what, String place, Map<String, Object> content, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (content.isEmpty()) {
            return;
        }
        if (!content.containsKey(type)) {
            throw new AssertionError(what + " is of type '" + type + "', not of " + content.keySet());
        }
        String schema = place + "/content/" + escaped(type) + "/schema";
        if (type.equals("application/json")) {
            valid(what, schema, response.body());
        } else if (type.equals("application/x-ndjson")) {
            response.body().lines().forEach(line -> valid(what, schema, line));
        }
    }

    /** A line of the discovery stream. */
    synchronized void line(String text) {
        valid("a line of the stream", "#/components/schemas/StreamMessage", text);
    }

    private void valid(String what, String place, String json) {
        Schema schema = byPlace.computeIfAbsent(place, it -> schemas.getSchema(SchemaLocation.of(HOME + it)));
        List<com.networknt.schema.Error> errors = schema.validate(json, InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(what + " is not as promised: " + errors + "\n" + json);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private @Nullable String template(String path) {
        String[] segments = path.split("\\?", 2)[0].split("/", -1);
        Set<String> fitting = new TreeSet<>((a, b) -> Long.compare(variables(a), variables(b)));
        for (String template : map(whole.get("paths")).keySet()) {
            String[] parts = template.split("/", -1);
            boolean fits = parts.length == segments.length;
            for (int i = 0; fits && i < parts.length; i++) {
                fits = parts[i].startsWith("{") ? !segments[i].isEmpty() : parts[i].equals(segments[i]);
            }
            if (fits) {
                fitting.add(template);
            }
        }
        return fitting.isEmpty() ? null : fitting.iterator().next();
    }

    private static long variables(String template) {
        return template.chars().filter(it -> it == '{').count();
    }
}
