package io.highgate.registries.eureka;

import io.highgate.registries.entry.Entries;
import io.highgate.registries.entry.Loose;
import io.highgate.registries.entry.Metadata;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An instance as Eureka has it. Immutable.
 *
 * @param application its name as Eureka has it
 * @param id unique in its application
 * @param status a word of Eureka's
 * @param updated when the server changed it last, in milliseconds of its clock; 0 if it does not say
 * @param deleted whether an answer about changes says that it is gone
 * @param listed the same as an instance that may be asked; whether it can be is not looked at
 */
record Registered(String application, String id, String status, long updated, boolean deleted, Listed listed) {

    /** Reads one; null if it has neither an id nor a host, so that nobody could tell it from others. */
    static @Nullable Registered read(String application, Loose entry) {
        String name = entry.at("hostName").text();
        String address = entry.at("ipAddr").text();
        String host = name.isEmpty() ? address : name;
        String said = entry.at("instanceId").text();
        if (said.isEmpty() && host.isEmpty()) {
            return null;
        }
        boolean tls = isEnabled(entry.at("securePort"));
        int port = port(entry, tls);
        Metadata metadata = metadata(entry.at("metadata"));
        String status = entry.at("status").text().toUpperCase(Locale.ROOT);
        String id = said.isEmpty() ? host + ":" + port : said;
        Instance instance = new Instance(
                Entries.cell(application),
                id,
                host,
                port,
                tls,
                metadata.weightOr(Instance.USUAL_WEIGHT),
                metadata.zone(),
                metadata.version(),
                List.of(),
                health(entry.at(tls ? "secureHealthCheckUrl" : "healthCheckUrl").text(), List.of(name, address), port),
                metadata.members());
        boolean deleted = entry.at("actionType").text().equalsIgnoreCase("DELETED");
        long updated = entry.at("lastUpdatedTimestamp").numberOr(0);
        return new Registered(application, id, status, updated, deleted, new Listed(instance, state(status)));
    }

    /** The secure one if it is enabled, as Spring Cloud has it; 0 if none is. */
    private static int port(Loose entry, boolean tls) {
        Loose port = entry.at(tls ? "securePort" : "port");
        if (!tls && !isEnabled(port)) {
            return 0;
        }
        return Math.clamp((port.isObject() ? port.at("$") : port).numberOr(0), -1, 65_536);
    }

    /** A port that is just a number is meant. */
    private static boolean isEnabled(Loose port) {
        return port.isObject() ? port.at("@enabled").isTrue() : port.numberOr(0) > 0;
    }

    /** Without what Eureka's own serializer writes in between. */
    private static Metadata metadata(Loose entry) {
        Map<String, String> members = new TreeMap<>(Metadata.of(entry.value()).members());
        members.keySet().removeIf(it -> it.startsWith("@"));
        return new Metadata(members);
    }

    /** OUT_OF_SERVICE is how operators take one out; what is not known here is not well. */
    private static InstanceState state(String status) {
        return switch (status) {
            case "UP" -> InstanceState.UP;
            case "OUT_OF_SERVICE" -> InstanceState.DRAINING;
            default -> InstanceState.DOWN;
        };
    }

    /** The path of that address, if it is at the same host and port. */
    private static String health(String url, List<String> hosts, int port) {
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath();
            boolean same = uri.getHost() != null && hosts.stream().anyMatch(uri.getHost()::equalsIgnoreCase);
            if (same && port == portOf(uri) && path != null && path.startsWith("/")) {
                return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
            }
        } catch (URISyntaxException notAnAddress) {
            // As if it said nothing: the usual path is asked.
        }
        return Instance.USUAL_HEALTH;
    }

    private static int portOf(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** What it is known by among all. */
    Key key() {
        return new Key(Entries.cell(application), id);
    }

    /** Unique among all instances; names of applications have no case. */
    record Key(String cell, String id) {}
}
