package io.highgate.model.check;

import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.RegistriesSpec;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks which services upstreams name in registries of others, and that somebody can be asked for them. Pure. */
final class ServiceCheck {

    private static final int MOST = 64;
    private static final int MOST_PORT = 65_535;

    /** RFC 1123 section 2.1, as Kubernetes has it for names of services and namespaces. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** RFC 6335 section 5.1. */
    private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");

    private final RegistriesSpec registries;
    private final Report report;

    ServiceCheck(RegistriesSpec registries, Report report) {
        this.registries = registries;
        this.report = report;
    }

    void eureka(DiscoverSpec.Eureka eureka, String at) {
        asked(registries.eureka(), at, "Eureka", "registries.eureka.urls (HIGHGATE_EUREKA_URLS)");
        name(eureka.application(), at);
    }

    void consul(DiscoverSpec.ConsulServiceSpec service, String at) {
        asked(registries.consul(), at, "Consul", "registries.consul.urls (HIGHGATE_CONSUL_URLS)");
        name(service.name(), at);
        names(service.tags(), at + ".tags");
    }

    void nacos(DiscoverSpec.NacosServiceSpec service, String at) {
        asked(registries.nacos(), at, "Nacos", "registries.nacos.urls (HIGHGATE_NACOS_URLS)");
        name(service.name(), at);
        if (service.group() != null) {
            name(service.group(), at + ".group");
        }
        names(service.clusters(), at + ".clusters");
    }

    void kubernetes(DiscoverSpec.KubernetesServiceSpec service, String at) {
        asked(registries.kubernetes(), at, "Kubernetes", "registries.kubernetes (just {} inside a pod)");
        label(service.name(), "a service of Kubernetes", at, report);
        label(service.namespace(), "a namespace", at + ".namespace", report);
        String port = service.port();
        if (port != null && !isPort(port)) {
            report.error(at + ".port", "'" + port + "' is neither a port, 1 to 65535, nor the name of one, like http");
        }
    }

    private void asked(@Nullable Record registry, String at, String kind, String setting) {
        if (registry == null) {
            report.error(at, "there is no " + kind + " to ask: name it in " + setting);
        }
    }

    private void name(String name, String at) {
        if (!Names.isPrintable(name)) {
            report.error(at, "the name is empty, too long or has control characters in it");
        }
    }

    private void names(List<String> names, String at) {
        if (names.size() > MOST) {
            report.error(at, "the most is " + MOST);
        }
        for (int i = 0; i < names.size(); i++) {
            name(names.get(i), at + "[" + i + "]");
        }
    }

    private static boolean isPort(String port) {
        if (!port.isEmpty() && port.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return port.length() <= 5 && !port.startsWith("0") && Integer.parseInt(port) <= MOST_PORT;
        }
        return PORT_NAME.matcher(port).matches();
    }

    /** Null is well: it means that of the settings. */
    static void label(@Nullable String name, String what, String at, Report report) {
        if (name != null && !LABEL.matcher(name).matches()) {
            report.error(at, "'" + name + "' is not " + what + ": of a-z, 0-9 and '-', at most 63 characters");
        }
    }
}
