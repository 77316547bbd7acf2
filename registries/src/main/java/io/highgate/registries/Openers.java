package io.highgate.registries;

import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.NacosSpec;
import org.jspecify.annotations.Nullable;

/**
 * How clients of each kind are made: the constructors of the adapters, handed in by whoever wires the
 * process, so that this package knows none of them. Immutable.
 *
 * @param eureka null where the build has none, as the others
 */
public record Openers(
        @Nullable Opener<EurekaSpec> eureka,
        @Nullable Opener<ConsulSpec> consul,
        @Nullable Opener<NacosSpec> nacos,
        @Nullable Opener<KubernetesSpec> kubernetes) {

    /** Makes a client. */
    @FunctionalInterface
    public interface Opener<S> {

        /**
         * A client with these settings, which asks nobody yet.
         *
         * @throws IllegalArgumentException naming the setting, if one cannot be used (as a file of certificates)
         */
        OtherRegistry open(S settings, Means means);
    }

    /** As {@link Opener#open}; null where the build has no client of that kind. */
    @Nullable
    OtherRegistry open(Asked asked, Means means) {
        return switch (asked.kind()) {
            case EUREKA -> open(eureka, EurekaSpec.class, asked, means);
            case CONSUL -> open(consul, ConsulSpec.class, asked, means);
            case NACOS -> open(nacos, NacosSpec.class, asked, means);
            case KUBERNETES -> open(kubernetes, KubernetesSpec.class, asked, means);
        };
    }

    private static <S> @Nullable OtherRegistry open(
            @Nullable Opener<S> opener, Class<S> settings, Asked asked, Means means) {
        return opener == null ? null : opener.open(settings.cast(asked.settings()), means);
    }
}
