package io.highgate.wire.cell;

import io.highgate.wire.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One running copy of a service, as it says of itself. Immutable.
 *
 * @param cell the service's name, in lower case
 * @param id unique in its cell; {@code host:port} if it does not say
 * @param host a name or an address; IPv6 without brackets
 * @param port 1 to 65535
 * @param tls whether connections to it are encrypted
 * @param weight its share among the instances of its cell, 0 to 1000
 * @param zone where it stands, or null
 * @param version of the service, or null
 * @param protocols that it speaks besides HTTP/1.1, as {@code h2c}, {@code grpc}, {@code ws}
 * @param health the path that tells whether it is well
 * @param metadata whatever else it says
 */
public record Instance(
        String cell,
        String id,
        String host,
        int port,
        boolean tls,
        int weight,
        @Nullable String zone,
        @Nullable String version,
        List<String> protocols,
        String health,
        Map<String, String> metadata) {

    /** The share of an instance that does not say. */
    public static final int USUAL_WEIGHT = 1;

    /** The largest share. */
    public static final int MOST_WEIGHT = 1_000;

    /** Where an instance says how it is, if it does not say. */
    public static final String USUAL_HEALTH = "/health";

    public Instance {
        protocols = List.copyOf(protocols);
        metadata = java.util.Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** One that says no more of itself than where it is. */
    public static Instance at(String cell, String host, int port) {
        String id = hostPort(host, port);
        return new Instance(cell, id, host, port, false, USUAL_WEIGHT, null, null, List.of(), USUAL_HEALTH, Map.of());
    }

    /** Unique among all instances of all cells. */
    public String key() {
        return cell + "/" + id;
    }

    /** {@code host:port}, with IPv6 in brackets. */
    public String address() {
        return hostPort(host, port);
    }

    /** {@code http://host:port}, or with https. */
    public String baseUrl() {
        return (tls ? "https://" : "http://") + address();
    }

    private static String hostPort(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** As a value of JSON: members in fixed order, those left out that say what is usual. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", cell);
        if (!id.equals(address())) {
            json.put("id", id);
        }
        json.put("host", host);
        json.put("port", (long) port);
        if (tls) {
            json.put("tls", true);
        }
        if (weight != USUAL_WEIGHT) {
            json.put("weight", (long) weight);
        }
        putIf(json, "zone", zone);
        putIf(json, "version", version);
        if (!protocols.isEmpty()) {
            json.put("protocols", protocols);
        }
        if (!health.equals(USUAL_HEALTH)) {
            json.put("health", health);
        }
        if (!metadata.isEmpty()) {
            json.put("metadata", metadata);
        }
        return json;
    }

    private static void putIf(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** Takes one out of an object; whatever is wrong is noted there. Only shapes are looked at, not sense. */
    public static Instance from(Fields fields) {
        String host = fields.text("host");
        int port = (int) fields.number("port", 1, 65_535);
        String id = fields.textOr("id", null);
        String health = fields.textOr("health", null);
        return new Instance(
                fields.text("cell"),
                id == null ? hostPort(host, port) : id,
                host,
                port,
                fields.flagOr("tls", false),
                (int) fields.numberOr("weight", 0, MOST_WEIGHT, USUAL_WEIGHT),
                fields.textOr("zone", null),
                fields.textOr("version", null),
                fields.texts("protocols"),
                health == null ? USUAL_HEALTH : health,
                fields.textsByName("metadata"));
    }
}
