package io.highgate.spring;

import io.highgate.sdk.provider.ProviderSettings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The provider's properties, as the application says them, and what it does not say as Spring knows it: its
 * name, its real port, whether that speaks TLS, where it tells its readiness. Confined to one thread.
 */
final class ApplicationFacts {

    /** In Spring Boot 3.5 and 4 the bean that gives the actuator its readiness group. */
    private static final String PROBES = "availabilityProbesHealthEndpointGroupsPostProcessor";

    private final ApplicationContext context;
    private final Environment environment;

    ApplicationFacts(ApplicationContext context) {
        this.context = context;
        this.environment = context.getEnvironment();
    }

    Map<String, String> properties() {
        Map<String, String> said = said();
        put(said, "server-name", environment.getProperty("spring.application.name"));
        put(said, "port", environment.getProperty("local.server.port"));
        put(said, "host", onlyAddress());
        put(said, "tls", String.valueOf(isEncrypted()));
        put(said, "health-path", healthPath());
        // Spring has a hook of its own, and an order of what it stops.
        put(said, "shutdown-hook", "false");
        return said;
    }

    private static void put(Map<String, String> said, String name, @Nullable String value) {
        if (StringUtils.hasText(value)) {
            said.putIfAbsent(ProviderSettings.PREFIX + name, value);
        }
    }

    /** All that begins with {@code gateway-server.}, in any of the spellings that Spring takes. */
    private Map<String, String> said() {
        Map<String, String> said = new TreeMap<>();
        Binder.get(environment)
                .bind("gateway-server", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach((name, value) -> {
                    String known = known(name);
                    if (!known.equals("enabled") && !known.equals("readiness-page") && StringUtils.hasText(value)) {
                        said.put(ProviderSettings.PREFIX + known, value);
                    }
                });
        return said;
    }

    private static String known(String name) {
        if (name.startsWith("metadata.")) {
            return name;
        }
        String plain = plain(name);
        return ProviderSettings.NAMES.stream()
                .filter(it -> plain(it).equals(plain))
                .findFirst()
                .orElse(plain.equals("readinesspage") ? "readiness-page" : name);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9.]", "").toLowerCase(Locale.ROOT);
    }

    /** The one address that the server listens on, if it does not listen on all. */
    private @Nullable String onlyAddress() {
        String address = environment.getProperty("server.address");
        boolean all = address == null || address.equals("0.0.0.0") || address.equals("::");
        return all ? null : address;
    }

    private boolean isEncrypted() {
        boolean named = false;
        for (String name : new String[] {"bundle", "key-store", "certificate"}) {
            named |= StringUtils.hasText(environment.getProperty("server.ssl." + name));
        }
        return named && environment.getProperty("server.ssl.enabled", Boolean.class, true);
    }

    private String healthPath() {
        String base = environment.getProperty("server.servlet.context-path", "")
                + environment.getProperty("spring.webflux.base-path", "");
        String prefix = base.equals("/") ? "" : base;
        if (!hasReadinessGroup()) {
            return prefix + ReadinessPage.PATH;
        }
        String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
        return prefix + (actuator.equals("/") ? "" : actuator) + "/health/readiness";
    }

    /** Whether the actuator tells it at the port where requests come, which is where the center asks. */
    private boolean hasReadinessGroup() {
        String port = environment.getProperty("local.server.port");
        String management = environment.getProperty("local.management.port", String.valueOf(port));
        return context.containsBean(PROBES) && management.equals(port);
    }
}
