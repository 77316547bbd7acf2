package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which port of a service is meant. Its slices may have other numbers for the same name, for pods say what a
 * name means; so a port is known by its name, and by its number only if that is what was asked for.
 * Immutable.
 *
 * @param wanted a name or a number; null for the only one
 */
record ChosenPort(@Nullable String wanted) {

    private static final String TCP = "TCP";

    /** What is wrong with the choice, as the slices are now, or null; slices without endpoints have no say. */
    @Nullable
    String problem(Collection<EndpointSlice> slices) {
        TreeMap<String, String> there = new TreeMap<>();
        boolean found = false;
        boolean asked = false;
        for (EndpointSlice slice : slices) {
            if (!slice.getEndpoints().isEmpty()) {
                asked = true;
                for (EndpointPort port : usable(slice)) {
                    there.put(name(port), said(port));
                    found |= wanted != null && isMeant(port);
                }
            }
        }
        if (!asked || found || wanted == null && there.size() == 1) {
            return null;
        }
        if (there.isEmpty()) {
            return "it has no TCP port";
        }
        String known = String.join(", ", there.values());
        return wanted == null
                ? "it has several ports, say which by port: " + known
                : "it has no port '" + wanted + "'; there are " + known;
    }

    /** The port that is meant in this slice, or null. */
    @Nullable
    EndpointPort of(EndpointSlice slice) {
        for (EndpointPort port : usable(slice)) {
            if (wanted == null || isMeant(port)) {
                return port;
            }
        }
        return null;
    }

    private boolean isMeant(EndpointPort port) {
        return name(port).equals(wanted) || String.valueOf(port.getPort()).equals(wanted);
    }

    private static List<EndpointPort> usable(EndpointSlice slice) {
        return slice.getPorts().stream()
                .filter(it -> it.getPort() != null && (it.getProtocol() == null || TCP.equals(it.getProtocol())))
                .toList();
    }

    private static String name(EndpointPort port) {
        String name = port.getName();
        return name == null ? "" : name;
    }

    private static String said(EndpointPort port) {
        return name(port).isEmpty() ? String.valueOf(port.getPort()) : name(port) + " (" + port.getPort() + ")";
    }
}
