package io.highgate.model.tls;

import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.CallSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RegistriesSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files with the authorities of whoever else is asked: registries, and services that know about callers. Pure. */
final class OthersTrust {

    private OthersTrust() {}

    /** By the place in the configuration whose {@code trust} they are. */
    static Map<String, List<String>> of(GatewaySpec spec) {
        Map<String, List<String>> trust = new LinkedHashMap<>();
        registries(spec.registries(), trust);
        spec.authenticators().forEach((name, authenticator) -> {
            Call call = call(authenticator);
            if (call != null) {
                trust.put("authenticators." + name + "." + call.kind + ".call", call.spec.trust());
            }
        });
        return trust;
    }

    private static void registries(RegistriesSpec registries, Map<String, List<String>> trust) {
        if (registries.eureka() != null) {
            trust.put("registries.eureka", registries.eureka().trust());
        }
        if (registries.consul() != null) {
            trust.put("registries.consul", registries.consul().trust());
        }
        if (registries.nacos() != null) {
            trust.put("registries.nacos", registries.nacos().trust());
        }
        if (registries.kubernetes() != null) {
            trust.put("registries.kubernetes", registries.kubernetes().trust());
        }
    }

    /** How one kind of authenticator, as the configuration spells it, asks. */
    private record Call(String kind, CallSpec spec) {}

    private static @Nullable Call call(AuthenticatorSpec authenticator) {
        return switch (authenticator) {
            case AuthenticatorSpec.Jwt it -> new Call("jwt", it.jwt().call());
            case AuthenticatorSpec.Introspection it ->
                new Call("introspection", it.introspection().call());
            case AuthenticatorSpec.Oidc it -> new Call("oidc", it.oidc().call());
            case AuthenticatorSpec.ForwardAuth it ->
                new Call("forwardAuth", it.forwardAuth().call());
            case AuthenticatorSpec.Session _,
                    AuthenticatorSpec.ApiKey _,
                    AuthenticatorSpec.Signature _,
                    AuthenticatorSpec.ClientCertificate _ -> null;
        };
    }
}
