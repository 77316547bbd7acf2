package io.highgate.center.api.seed;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance that says no more of itself than {@code http://host:port}. Pure. */
final class BaseUrl {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST_PORT = 65_535;

    private BaseUrl() {}

    /** As callers wrote it, without slashes at the end. */
    static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The instance at a URL; null where it is none, which is noted. */
    static @Nullable Instance read(String cell, Fields fields, String name, String text) {
        URI uri;
        try {
            uri = new URI(trimmed(text.strip()));
        } catch (URISyntaxException e) {
            fields.wrong(name, "is not a URL such as http://10.0.0.1:8080");
            return null;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http") || uri.getHost() == null || uri.getUserInfo() != null) {
            fields.wrong(name, "is not a URL such as http://10.0.0.1:8080");
            return null;
        }
        boolean more = !uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (more || uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
            fields.wrong(name, "has more than scheme, host and port: a cell's paths begin at its root");
            return null;
        }
        String host = uri.getHost();
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP;
        return at(cell, plain, port, tls, Instance.USUAL_WEIGHT, Map.of());
    }

    /** The instance at {@code ip:port}; null where it is none, which is noted. */
    static @Nullable Instance address(Target target, Fields fields, String name, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean number =
                port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MOST_PORT;
        if (host.isEmpty() || !number) {
            if (!text.isEmpty()) {
                fields.wrong(name, "is not an address such as 10.0.0.1:8080");
            }
            return null;
        }
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return at(target.cell(), plain, Integer.parseInt(port), false, target.weight(), target.metadata());
    }

    /** Whose instance it is to be, and with which share. Immutable. */
    record Target(String cell, int weight, Map<String, String> metadata) {}

    private static Instance at(
            String cell, String host, int port, boolean tls, int weight, Map<String, String> metadata) {
        Instance plain = Instance.at(cell, host, port);
        return new Instance(
                cell, plain.id(), host, port, tls, weight, null, null, List.of(), Instance.USUAL_HEALTH, metadata);
    }
}
