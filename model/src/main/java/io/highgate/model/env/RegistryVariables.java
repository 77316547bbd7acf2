package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.NacosSpec;
import io.highgate.model.spec.RegistriesSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registries of others as the environment names them: where they are, and the secrets to ask them with. Confined to one thread. */
record RegistryVariables(Map<String, String> accepted, Problems problems) {

    static final String EUREKA = "HIGHGATE_EUREKA_URLS";
    static final String EUREKA_PASSWORD = "HIGHGATE_EUREKA_PASSWORD";
    static final String CONSUL = "HIGHGATE_CONSUL_URLS";
    static final String CONSUL_TOKEN = "HIGHGATE_CONSUL_TOKEN";
    static final String NACOS = "HIGHGATE_NACOS_URLS";
    static final String NACOS_PASSWORD = "HIGHGATE_NACOS_PASSWORD";
    static final String KUBERNETES_TOKEN = "HIGHGATE_KUBERNETES_TOKEN";

    /** The configured registries under these variables. */
    RegistriesSpec over(RegistriesSpec configured) {
        return new RegistriesSpec(
                over(configured.eureka(), EurekaSpec.class, EUREKA, new Hidden("password", EUREKA_PASSWORD)),
                over(configured.consul(), ConsulSpec.class, CONSUL, new Hidden("token", CONSUL_TOKEN)),
                over(configured.nacos(), NacosSpec.class, NACOS, new Hidden("password", NACOS_PASSWORD)),
                over(configured.kubernetes(), KubernetesSpec.class, "", new Hidden("token", KUBERNETES_TOKEN)));
    }

    /** A secret: the setting, and the variable that gives it. */
    private record Hidden(String setting, String variable) {}

    private <R extends Record> @Nullable R over(@Nullable R configured, Class<R> kind, String where, Hidden hidden) {
        String urls = accepted.get(where);
        String secret = accepted.get(hidden.variable());
        if (configured == null && urls == null) {
            if (secret != null) {
                problems.warning(
                        Place.of("environment variable " + hidden.variable()),
                        "has no effect: "
                                + (where.isEmpty() ? "registries.kubernetes is not set" : where + " names none"));
            }
            return null;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        if (urls != null) {
            List<String> each =
                    Arrays.stream(urls.split(",", -1)).map(String::strip).toList();
            changes.put("urls", each);
        }
        if (secret != null) {
            changes.put(hidden.setting(), new Secret(secret));
        }
        return SpecShape.with(configured == null ? SpecShape.defaults(kind) : configured, changes);
    }
}
