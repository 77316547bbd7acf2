package io.highgate.app.life;

import io.highgate.app.process.Wiring;
import io.highgate.model.read.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configuration files in a folder of a test. */
final class ConfigFixture {

    static final String BROKEN = "routes:\n  - nam: x\n    upstraem: y\n";

    private ConfigFixture() {}

    /** A good configuration with one route of this name. */
    static String good(String route) {
        return """
                management:
                  bind: 127.0.0.1:0
                upstreams:
                  cell:
                    endpoints: [ "127.0.0.1:9001" ]
                routes:
                  - name: %s
                    paths: [ "/{*rest}" ]
                    upstream: cell
                """.formatted(route);
    }

    static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text);
    }

    static ConfigSource source(Path... files) {
        return source(Map.of(), files);
    }

    static ConfigSource source(Map<String, String> environment, Path... files) {
        return new ConfigSource(Wiring.reader(), List.of(files), ReadOptions.strict(), environment);
    }
}
