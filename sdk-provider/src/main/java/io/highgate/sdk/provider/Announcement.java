package io.highgate.sdk.provider;

import io.highgate.wire.cell.Instance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of itself. Immutable.
 *
 * @param cell the service's name, in lower case
 * @param id unique in its cell, or null: {@code host:port}
 * @param host where it is reached, or null: this host's address on the way to the center
 * @param port where it is reached
 * @param tls whether connections to it are encrypted
 * @param weight its share among the instances of its cell, 0 to 1000
 * @param zone where it stands, or null
 * @param version of the service, or null
 * @param protocols that it speaks besides HTTP/1.1
 * @param health the path that tells whether it is well
 * @param metadata whatever else it says
 */
public record Announcement(
        String cell,
        @Nullable String id,
        @Nullable String host,
        int port,
        boolean tls,
        int weight,
        @Nullable String zone,
        @Nullable String version,
        List<String> protocols,
        String health,
        Map<String, String> metadata) {

    public Announcement {
        protocols = List.copyOf(protocols);
        metadata = Map.copyOf(metadata);
    }

    /** The same as an instance at this host, a name or an address. */
    Instance at(String where) {
        String name = id == null ? Instance.at(cell, where, port).id() : id;
        return new Instance(cell, name, where, port, tls, weight, zone, version, protocols, health, metadata);
    }
}
