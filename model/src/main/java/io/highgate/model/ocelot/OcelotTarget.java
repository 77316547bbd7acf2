package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a route sends requests. A port of 0 means the scheme's own. Immutable.
 *
 * @param serviceName the service whose instances are asked, instead of hosts
 */
public record OcelotTarget(
        String template,
        @Nullable String method,
        @Nullable String scheme,
        List<Host> hosts,
        @Nullable String serviceName,
        @Nullable String serviceNamespace,
        boolean anyCertificate) {

    /** Whether the endpoints are reached over TLS. */
    public boolean secure() {
        return "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
    }

    /** One of {@code DownstreamHostAndPorts}, not checked yet. Immutable. */
    public record Host(Place place, @Nullable String name, int port) {}
}
