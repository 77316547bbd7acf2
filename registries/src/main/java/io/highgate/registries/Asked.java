package io.highgate.registries;

import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.RegistriesSpec;
import org.jspecify.annotations.Nullable;

/**
 * A registry that somebody wants to ask: of which kind, and by which settings. Equal ones share a
 * client. Immutable.
 *
 * @param settings the spec of that kind, as {@code ConsulSpec}
 */
public record Asked(Kind kind, Record settings) {

    /** The registry that an upstream's endpoints are found in; null if it is none of these, or not configured. */
    public static @Nullable Asked of(DiscoverSpec discover, RegistriesSpec registries) {
        return switch (discover) {
            case DiscoverSpec.Eureka _ -> of(Kind.EUREKA, registries.eureka());
            case DiscoverSpec.Consul _ -> of(Kind.CONSUL, registries.consul());
            case DiscoverSpec.Nacos _ -> of(Kind.NACOS, registries.nacos());
            case DiscoverSpec.Kubernetes _ -> of(Kind.KUBERNETES, registries.kubernetes());
            case DiscoverSpec.Dns _, DiscoverSpec.Srv _, DiscoverSpec.File _, DiscoverSpec.Center _ -> null;
        };
    }

    private static @Nullable Asked of(Kind kind, @Nullable Record settings) {
        return settings == null ? null : new Asked(kind, settings);
    }
}
