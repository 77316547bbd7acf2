package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ServiceDiscoveryProvider}: where services are looked up. Immutable.
 *
 * @param type as it is written; Ocelot takes Consul when there is none
 * @param port 0 when left out
 */
public record OcelotProvider(
        Place place,
        Map<String, Place> settings,
        @Nullable String type,
        @Nullable String scheme,
        @Nullable String host,
        int port,
        @Nullable String token,
        @Nullable String namespace) {

    /** What Ocelot can ask, by the names it has for them. */
    public enum Kind {
        CONSUL,
        EUREKA,
        KUBERNETES,
        /** Known in Ocelot, and not asked here. */
        SERVICE_FABRIC
    }

    /** The kind that is meant, whatever the case of its name; null for a name that Ocelot does not have. */
    public @Nullable Kind kind() {
        return switch (type == null ? "consul" : type.strip().toLowerCase(Locale.ROOT)) {
            case "consul", "pollconsul" -> Kind.CONSUL;
            case "eureka" -> Kind.EUREKA;
            case "kube", "pollkube", "watchkube" -> Kind.KUBERNETES;
            case "servicefabric" -> Kind.SERVICE_FABRIC;
            default -> null;
        };
    }

    /** Whether nothing is said, as in files that a program has written whole. */
    public boolean isEmpty() {
        return type == null && scheme == null && host == null && port == 0 && token == null && namespace == null;
    }

    /** Whether it says where it is. */
    public boolean isSomewhere() {
        return host != null || port != 0;
    }

    /** Where a setting stands, or the whole if it is left out. */
    public Place at(String setting) {
        Place at = settings.get(setting);
        return at == null ? place.child(setting) : at;
    }
}
