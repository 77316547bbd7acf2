package io.highgate.sdk.provider;

import io.highgate.wire.cell.Instance;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes settings of texts and gathers what is wrong with them. Confined to one thread, used once. */
final class SettingsReader {

    /** Where a center listens, if an address without a scheme names no port. */
    static final int CENTER_PORT = 8005;

    private static final String METADATA = "metadata.";

    private final Map<String, String> texts;
    private final TreeSet<String> unread;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> texts) {
        this.texts = texts;
        this.unread = new TreeSet<>(texts.keySet());
    }

    ProviderSettings settings() {
        List<URI> centers = centers();
        ServiceKey key = key();
        Announcement announced = announced();
        String health = text("health-url");
        boolean asksHealth = !"none".equals(health);
        URI healthUrl = health == null || !asksHealth ? null : url("health-url", health);
        Timing timing = timing();
        boolean hook = flag("shutdown-hook", true);
        unread.forEach(name -> wrong(name, "is not known; known are " + String.join(", ", ProviderSettings.NAMES)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new ProviderSettings(
                centers, key, announced, healthUrl, asksHealth, Objects.requireNonNull(timing), hook);
    }

    private void wrong(String name, String what) {
        problems.add(ProviderSettings.PREFIX + name + ": " + what);
    }

    /** What is there and not blank. */
    private @Nullable String text(String name) {
        unread.remove(name);
        String found = texts.get(name);
        return found == null || found.isBlank() ? null : found;
    }

    private List<URI> centers() {
        List<URI> centers = new ArrayList<>();
        for (String address : list("center-addr")) {
            URI center = center(address);
            if (center != null && !centers.contains(center)) {
                centers.add(center);
            }
        }
        if (list("center-addr").isEmpty()) {
            wrong("center-addr", "is missing; it lists the centers, such as http://center-1:8005,http://center-2:8005");
        }
        return centers;
    }

    private @Nullable URI center(String address) {
        boolean bare = !address.contains("://");
        URI url = url("center-addr", bare ? "http://" + address : address);
        if (url == null) {
            return null;
        }
        String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
        String port = bare && url.getPort() < 0 ? ":" + CENTER_PORT : "";
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + port + path);
    }

    private @Nullable URI url(String name, String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getPort() <= 65_535
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException bad) {
            // Told below, with what would be right.
        }
        // The text is not repeated: there may be a password in it.
        wrong(name, "is not a URL like http://host:port, without user, query and fragment");
        return null;
    }

    private @Nullable ServiceKey key() {
        String name = text("safe-key");
        String secret = text("safe-secret");
        if (name != null && secret != null) {
            return new ServiceKey(name, secret);
        }
        if (name != null) {
            wrong("safe-secret", "is missing; it belongs to the safe-key");
        } else if (secret != null) {
            wrong("safe-key", "is missing; it belongs to the safe-secret");
        }
        return null;
    }

    private Announcement announced() {
        String cell = text("server-name");
        if (cell == null) {
            wrong("server-name", "is missing; it is the service's name, the cell, under which gateways know it");
        }
        String health = text("health-path");
        if (health != null && !health.matches("/[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*")) {
            wrong("health-path", "is not a path that begins with /, in characters of URLs");
        }
        return new Announcement(
                cell == null ? "" : cell.toLowerCase(Locale.ROOT),
                text("id"),
                host(),
                number("port", 1, 65_535, 0),
                flag("tls", false),
                number("weight", 0, Instance.MOST_WEIGHT, Instance.USUAL_WEIGHT),
                text("zone"),
                text("version"),
                list("protocols"),
                health == null ? Instance.USUAL_HEALTH : health,
                metadata());
    }

    /** Without the brackets of an IPv6 address, as instances have it. */
    private @Nullable String host() {
        String host = text("host");
        if (host == null) {
            return null;
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!bare.matches("[A-Za-z0-9._:-]+")) {
            wrong("host", "is not a name or an address, without scheme and port");
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            wrong("host", "has no port; that is " + ProviderSettings.PREFIX + "port");
        }
        return bare;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        texts.forEach((name, value) -> {
            if (name.startsWith(METADATA) && name.length() > METADATA.length()) {
                unread.remove(name);
                metadata.put(name.substring(METADATA.length()), value);
            }
        });
        return metadata;
    }

    private @Nullable Timing timing() {
        Duration beat = duration("beat", Timing.USUAL.beat());
        Duration lease = duration("lease", Timing.USUAL.lease());
        Duration wait = duration("drain-wait", Timing.USUAL.drainWait());
        if (beat == null || lease == null || wait == null) {
            return null;
        }
        try {
            return new Timing(beat, lease, wait);
        } catch (IllegalArgumentException bad) {
            wrong("beat, lease, drain-wait", String.valueOf(bad.getMessage()));
            return null;
        }
    }

    private List<String> list(String name) {
        String text = text(name);
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .toList();
    }

    private boolean flag(String name, boolean otherwise) {
        String text = text(name);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? otherwise : text.equals("true");
        }
        wrong(name, "is '" + text + "', not true or false");
        return otherwise;
    }

    /** A whole number; 0 for {@code otherwise} outside of the bounds means that it has to be there. */
    private int number(String name, int least, int most, int otherwise) {
        String text = text(name);
        if (text == null && otherwise >= least) {
            return otherwise;
        }
        if (text != null && text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(
                name,
                (text == null ? "is missing" : "is '" + text + "'") + "; it is a whole number from " + least + " to "
                        + most);
        return least;
    }

    private @Nullable Duration duration(String name, Duration otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        Duration found = Durations.read(text);
        if (found == null) {
            wrong(name, "is '" + text + "', not a duration such as 500ms, 3s, 1m or PT3S");
        }
        return found;
    }
}
