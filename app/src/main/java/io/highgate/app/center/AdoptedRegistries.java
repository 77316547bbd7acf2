package io.highgate.app.center;

import io.highgate.base.time.Ticker;
import io.highgate.center.adopt.Choice;
import io.highgate.center.adopt.Origin;
import io.highgate.center.cells.AddressRules;
import io.highgate.center.cells.InstanceRules;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.GovernanceSpec.AdoptSpec;
import io.highgate.model.spec.GovernanceSpec.AdoptedSpec;
import io.highgate.model.spec.RegistriesSpec;
import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.consul.ConsulRegistry;
import io.highgate.registries.eureka.EurekaRegistry;
import io.highgate.registries.kubernetes.KubernetesRegistry;
import io.highgate.registries.nacos.NacosRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The registries whose services the center of this process adopts. Confined to whoever made it. */
final class AdoptedRegistries implements AutoCloseable {

    private final List<Origin> origins = new ArrayList<>();

    /**
     * Clients of them, which ask nothing yet.
     *
     * @throws IllegalArgumentException naming the setting, if one is of no use
     */
    AdoptedRegistries(GatewaySpec spec) {
        AdoptSpec adopt = spec.governance().adopt();
        if (adopt != null) {
            Means means = new Means(
                    Ticker.system(),
                    Thread.ofVirtual().name("center-adopts-", 0).factory(),
                    new SplittableRandom());
            try {
                open(adopt, spec.registries(), means);
            } catch (IllegalArgumentException e) {
                close();
                throw e;
            }
        }
    }

    private void open(AdoptSpec adopt, RegistriesSpec registries, Means means) {
        if (adopt.eureka() != null && registries.eureka() != null) {
            List<String> urls = registries.eureka().urls();
            add("eureka", new EurekaRegistry(registries.eureka(), means), adopt.eureka(), urls);
        }
        if (adopt.consul() != null && registries.consul() != null) {
            List<String> urls = registries.consul().urls();
            add("consul", new ConsulRegistry(registries.consul(), means), adopt.consul(), urls);
        }
        if (adopt.nacos() != null && registries.nacos() != null) {
            List<String> urls = registries.nacos().urls();
            add("nacos", new NacosRegistry(registries.nacos(), means), adopt.nacos(), urls);
        }
        if (adopt.kubernetes() != null && registries.kubernetes() != null) {
            String url = registries.kubernetes().url();
            List<String> urls = url == null ? List.of() : List.of(url);
            add("kubernetes", new KubernetesRegistry(registries.kubernetes(), means), adopt.kubernetes(), urls);
        }
    }

    /** Only a registry that is on this machine can mean this machine by loopback. */
    private void add(String kind, OtherRegistry registry, AdoptedSpec spec, List<String> urls) {
        boolean here = !urls.isEmpty() && urls.stream().allMatch(AdoptedRegistries::isHere);
        Choice choice = new Choice(spec.services(), spec.except());
        origins.add(new Origin(kind, registry, choice, new InstanceRules(new AddressRules(here))));
    }

    private static boolean isHere(String url) {
        String host = hostOrNull(url);
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    private static @Nullable String hostOrNull(String url) {
        try {
            return URI.create(url.strip()).getHost();
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    List<Origin> origins() {
        return List.copyOf(origins);
    }

    @Override
    public void close() {
        origins.forEach(it -> it.registry().close());
    }
}
