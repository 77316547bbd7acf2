package io.highgate.model.ocelot.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotProvider;
import io.highgate.model.ocelot.OcelotProvider.Kind;
import java.util.List;
import java.util.Locale;

/** What must hold for {@code ServiceDiscoveryProvider}. Pure but for the findings. */
public final class ProviderCheck {

    private static final List<String> TYPES =
            List.of("Consul", "PollConsul", "Eureka", "Kube", "PollKube", "WatchKube");

    private final Findings findings;

    public ProviderCheck(Findings findings) {
        this.findings = findings;
    }

    /** Whether it can be asked; if not, lenient reading goes on without it. */
    public boolean usable(OcelotProvider provider) {
        Kind kind = provider.kind();
        if (kind == null) {
            findings.error(
                    provider.at("Type"),
                    "'" + provider.type() + "' is no registry that can be asked; choose one of "
                            + String.join(", ", TYPES) + Suggestion.didYouMean(String.valueOf(provider.type()), TYPES));
            return false;
        }
        return switch (kind) {
            case SERVICE_FABRIC -> {
                findings.unsupported(
                        provider.at("Type"),
                        "service discovery (ServiceFabric): not supported, nothing is asked there");
                yield false;
            }
            case CONSUL -> address(provider, "Consul");
            case EUREKA -> !provider.isSomewhere() || address(provider, "Eureka");
            case KUBERNETES -> !provider.isSomewhere() || pods(provider);
        };
    }

    private boolean pods(OcelotProvider provider) {
        boolean usable = address(provider, "Kubernetes");
        if (usable) {
            findings.warning(
                    provider.at("Host"),
                    "Ocelot reads this only without the pod's own account (usePodServiceAccount: false); leave Host, Port"
                            + " and Token out where the pod's own is meant");
        }
        return usable;
    }

    private boolean address(OcelotProvider provider, String kind) {
        String host = provider.host();
        boolean usable = true;
        if (host == null) {
            findings.error(provider.at("Host"), "Host is missing; write the name or address of " + kind);
            usable = false;
        } else if (host.contains("/") || host.contains("@") || host.chars().anyMatch(c -> c <= ' ')) {
            findings.error(
                    provider.at("Host"),
                    "'" + host + "' is not the name of a host; write it without scheme, user and path");
            usable = false;
        }
        if (provider.port() < 1 || provider.port() > 65_535) {
            findings.error(
                    provider.at("Port"),
                    "Port " + provider.port() + " does not lie between 1 and 65535; write the port of " + kind);
            usable = false;
        }
        String scheme = provider.scheme();
        if (scheme != null && !List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
            findings.error(provider.at("Scheme"), "'" + scheme + "' is neither http nor https");
            usable = false;
        }
        return usable;
    }
}
