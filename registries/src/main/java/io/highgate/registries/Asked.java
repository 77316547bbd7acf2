package io.highgate.registries;

import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.NacosSpec;
import io.highgate.model.spec.RegistriesSpec;
import io.highgate.model.tls.TlsFiles;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A registry that somebody wants to ask: of which kind, by which settings, and whose certificates count. Equal ones
 * share a client. Immutable.
 *
 * @param settings the spec of that kind, as {@code ConsulSpec}
 * @param trusted what is in the files that it names, so that other files of the same names are another client
 */
public record Asked(Kind kind, Record settings, List<X509Certificate> trusted) {

    public Asked {
        trusted = List.copyOf(trusted);
    }

    /**
     * The registry that an upstream's endpoints are found in; null if it is none of these, or not configured.
     *
     * @param files those that the configuration names, as they are now
     */
    public static @Nullable Asked of(DiscoverSpec discover, RegistriesSpec registries, TlsFiles files) {
        return switch (discover) {
            case DiscoverSpec.Eureka _ -> of(Kind.EUREKA, registries.eureka(), EurekaSpec::trust, files);
            case DiscoverSpec.Consul _ -> of(Kind.CONSUL, registries.consul(), ConsulSpec::trust, files);
            case DiscoverSpec.Nacos _ -> of(Kind.NACOS, registries.nacos(), NacosSpec::trust, files);
            case DiscoverSpec.Kubernetes _ ->
                of(Kind.KUBERNETES, registries.kubernetes(), KubernetesSpec::trust, files);
            case DiscoverSpec.Dns _, DiscoverSpec.Srv _, DiscoverSpec.File _, DiscoverSpec.Center _ -> null;
        };
    }

    private static <S extends Record> @Nullable Asked of(
            Kind kind, @Nullable S settings, Function<S, List<String>> trust, TlsFiles files) {
        return settings == null ? null : new Asked(kind, settings, files.trusted(trust.apply(settings)));
    }
}
