package io.highgate.registries;

import io.highgate.model.spec.DiscoverSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service in some registry. Immutable.
 *
 * @param name as the registry has it
 * @param scope the group (Nacos) or the namespace (Kubernetes) it is in, or null for the one of the settings
 * @param port which of its ports, by name or number (Kubernetes), or null
 * @param among only instances with all of these tags (Consul), or of one of these clusters (Nacos)
 */
public record Sought(
        String name, @Nullable String scope, @Nullable String port, List<String> among) {

    public Sought {
        among = List.copyOf(among);
    }

    /** A service that no more than its name is said of. */
    public static Sought of(String name) {
        return new Sought(name, null, null, List.of());
    }

    /** What an upstream names. */
    public static Sought of(DiscoverSpec.ConsulServiceSpec service) {
        return new Sought(service.name(), null, null, service.tags());
    }

    /** What an upstream names. */
    public static Sought of(DiscoverSpec.NacosServiceSpec service) {
        return new Sought(service.name(), service.group(), null, service.clusters());
    }

    /** What an upstream names. */
    public static Sought of(DiscoverSpec.KubernetesServiceSpec service) {
        return new Sought(service.name(), service.namespace(), service.port(), List.of());
    }

    @Override
    public String toString() {
        return (scope == null ? "" : scope + "/")
                + name
                + (port == null ? "" : ":" + port)
                + (among.isEmpty() ? "" : " " + among);
    }
}
