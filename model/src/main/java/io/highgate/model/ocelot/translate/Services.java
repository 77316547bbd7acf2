package io.highgate.model.ocelot.translate;

import io.highgate.base.unit.Secret;
import io.highgate.model.ocelot.OcelotProvider;
import io.highgate.model.ocelot.OcelotProvider.Kind;
import io.highgate.model.ocelot.OcelotTarget;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.RegistriesSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where services are looked up, said in native settings. Immutable. */
public final class Services {

    private final OcelotProvider provider;
    private final Kind kind;

    /** @param provider one that can be asked */
    private Services(OcelotProvider provider, Kind kind) {
        this.provider = provider;
        this.kind = kind;
    }

    /** Null where nobody can be asked. */
    public static @Nullable Services of(@Nullable OcelotProvider provider) {
        Kind kind = provider == null ? null : provider.kind();
        return provider == null || kind == null ? null : new Services(provider, kind);
    }

    /** The registry; Eureka that does not say where it is comes from another file, or the environment. */
    public RegistriesSpec registries() {
        return switch (kind) {
            case CONSUL -> new RegistriesSpec(null, consul(), null, null);
            case EUREKA -> new RegistriesSpec(provider.isSomewhere() ? eureka() : null, null, null, null);
            case KUBERNETES -> new RegistriesSpec(null, null, null, kubernetes());
            case SERVICE_FABRIC -> SpecShape.defaults(RegistriesSpec.class);
        };
    }

    private ConsulSpec consul() {
        ConsulSpec consul = SpecShape.with(SpecShape.defaults(ConsulSpec.class), "urls", List.of(url()));
        return SpecShape.with(consul, "token", token());
    }

    private EurekaSpec eureka() {
        return SpecShape.with(SpecShape.defaults(EurekaSpec.class), "urls", List.of(url() + "/eureka"));
    }

    private KubernetesSpec kubernetes() {
        return new KubernetesSpec(provider.isSomewhere() ? url() : null, provider.namespace(), token(), List.of());
    }

    private @Nullable Secret token() {
        return provider.token() == null ? null : new Secret(provider.token());
    }

    private String url() {
        String scheme = provider.scheme() == null ? "http" : provider.scheme().toLowerCase(Locale.ROOT);
        return scheme + "://" + String.valueOf(provider.host()).strip() + ":" + provider.port();
    }

    /** What a route's ServiceName means. */
    DiscoverSpec discover(OcelotTarget target) {
        String name = String.valueOf(target.serviceName());
        return switch (kind) {
            case EUREKA -> new DiscoverSpec.Eureka(name);
            case KUBERNETES ->
                new DiscoverSpec.Kubernetes(
                        new DiscoverSpec.KubernetesServiceSpec(name, target.serviceNamespace(), null));
            case CONSUL, SERVICE_FABRIC -> new DiscoverSpec.Consul(new DiscoverSpec.ConsulServiceSpec(name, List.of()));
        };
    }

    /** The first part of the names of its upstreams. */
    String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
