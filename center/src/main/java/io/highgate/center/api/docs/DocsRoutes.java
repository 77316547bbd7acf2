package io.highgate.center.api.docs;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The contract, and a page to browse it with (Swagger UI, from this process). Thread-safe. */
public final class DocsRoutes {

    private static final String UI = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String OURS = "/io/highgate/center/docs/";
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private final Map<String, Answer> files = new LinkedHashMap<>();

    /** Reads all files, so that none is missing later. */
    public DocsRoutes() {
        String ui = UI + version() + "/";
        file("swagger-ui.css", ui + "swagger-ui.css", "text/css; charset=utf-8");
        file("swagger-ui-bundle.js", ui + "swagger-ui-bundle.js", "text/javascript; charset=utf-8");
        file("favicon-32x32.png", ui + "favicon-32x32.png", "image/png");
        file("begin.js", OURS + "begin.js", "text/javascript; charset=utf-8");
        file("", OURS + "index.html", "text/html; charset=utf-8");
        file("openapi.yaml", "/openapi.yaml", "application/yaml; charset=utf-8");
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open(VERSION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static InputStream open(String resource) {
        InputStream in = DocsRoutes.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("this build has no " + resource);
        }
        return in;
    }

    private void file(String name, String resource, String type) {
        try (InputStream in = open(resource)) {
            files.put(
                    name,
                    new Answer.Whole(
                            200,
                            Map.of(
                                    "Content-Type", type,
                                    "Cache-Control", "no-cache",
                                    "Content-Security-Policy", POLICY),
                            in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get("/openapi.yaml", Access.KNOWN, ask -> found("openapi.yaml")),
                Route.get(
                        "/docs", Access.KNOWN, ask -> new Answer.Whole(308, Map.of("Location", "/docs/"), new byte[0])),
                Route.get("/docs/", Access.KNOWN, ask -> found("")),
                Route.get("/docs/{file}", Access.KNOWN, this::file));
    }

    private Answer file(Ask ask) throws Refused {
        return found(ask.variable("file"));
    }

    private Answer found(String name) throws Refused {
        Answer answer = files.get(name);
        if (answer == null) {
            throw Refused.notFound("there is no such page");
        }
        return answer;
    }
}
