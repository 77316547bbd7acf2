package io.highgate.sdk.provider;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a provider is told. Immutable.
 *
 * @param centers the centers' base URLs; one is used, the next one when it fails
 * @param key proves to the center who asks, or null where it does not want to know
 * @param announced what the service says of itself
 * @param healthUrl asked until it answers 2xx, before anything is registered; null: the announced address
 *     and path
 * @param asksHealth false: registered at once
 * @param timing how often it beats
 * @param shutdownHook whether the JVM's end closes the provider; false where the host does it
 */
public record ProviderSettings(
        List<URI> centers,
        @Nullable ServiceKey key,
        Announcement announced,
        @Nullable URI healthUrl,
        boolean asksHealth,
        Timing timing,
        boolean shutdownHook) {

    /** What all names of properties begin with. */
    public static final String PREFIX = "gateway-server.";

    /** All names of properties, without their beginning; {@code metadata.<name>} is any number of them. */
    public static final List<String> NAMES = List.of(
            "beat",
            "center-addr",
            "drain-wait",
            "health-path",
            "health-url",
            "host",
            "id",
            "lease",
            "metadata.<name>",
            "port",
            "protocols",
            "safe-key",
            "safe-secret",
            "server-name",
            "shutdown-hook",
            "tls",
            "version",
            "weight",
            "zone");

    public ProviderSettings {
        centers = List.copyOf(centers);
        if (centers.isEmpty()) {
            throw new IllegalArgumentException("there must be a center");
        }
    }

    /**
     * Reads properties, of which those count that begin with {@value #PREFIX}; {@code docs/providers.md} has
     * a table of them.
     *
     * @throws IllegalArgumentException that names everything that is wrong, one line each
     */
    public static ProviderSettings read(Map<String, String> properties) {
        Map<String, String> ours = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name.substring(PREFIX.length()), value.strip());
            }
        });
        return new SettingsReader(ours).settings();
    }

    /**
     * The same from a file's properties, or the system's.
     *
     * @throws IllegalArgumentException that names everything that is wrong, one line each
     */
    public static ProviderSettings read(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return read(texts);
    }
}
