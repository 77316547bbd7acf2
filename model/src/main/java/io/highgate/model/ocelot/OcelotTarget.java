package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a route sends requests. A port of 0 means the scheme's own. Immutable. */
public record OcelotTarget(
        String template,
        @Nullable String method,
        @Nullable String scheme,
        List<Host> hosts,
        @Nullable String serviceName,
        boolean anyCertificate) {

    /** Whether the endpoints are reached over TLS. */
    public boolean secure() {
        return "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
    }

    /** One of {@code DownstreamHostAndPorts}, not checked yet. Immutable. */
    public record Host(Place place, @Nullable String name, int port) {}
}
