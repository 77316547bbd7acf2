package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.entry.Entries;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the slices of one service say together. The API allows an endpoint to be in several of them, while
 * it moves from one to another and once for each family of addresses: it counts once, as it is best.
 * Immutable.
 */
record ServiceSlices(Sought sought, Remarks remarks) {

    /**
     * What they say.
     *
     * @param instances none if there is a problem
     * @param problem why nothing can be told, or null
     */
    record Said(List<Listed> instances, @Nullable String problem) {}

    private static final Comparator<Candidate> BEST =
            Comparator.comparingInt(Candidate::rank).thenComparing(it -> it.instance.id());

    private record Candidate(
            Instance instance,
            InstanceState state,
            boolean ipv6,
            @Nullable String pod) {

        int rank() {
            int byState = switch (state) {
                case UP -> 0;
                case DRAINING -> 2;
                case DOWN -> 4;
            };
            return byState + (ipv6 ? 1 : 0);
        }
    }

    Said read(Collection<EndpointSlice> slices) {
        ChosenPort chosen = new ChosenPort(sought.port());
        String problem = chosen.problem(slices);
        if (problem != null) {
            return new Said(List.of(), sought + ": " + problem);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            EndpointPort port = chosen.of(slice);
            if (port != null) {
                slice.getEndpoints().forEach(it -> add(slice, it, port, candidates));
            }
        }
        candidates.sort(BEST);
        Entries entries = new Entries(sought.toString(), remarks);
        Set<String> seen = new HashSet<>();
        for (Candidate candidate : candidates) {
            boolean fresh = seen.add(candidate.instance.id());
            if (fresh && (candidate.pod == null || seen.add(candidate.pod))) {
                entries.add(candidate.instance, candidate.state);
            }
        }
        return new Said(entries.listed(), null);
    }

    /** The first address only: those of one endpoint are the same to the API, and clients may take one. */
    private void add(EndpointSlice slice, Endpoint endpoint, EndpointPort port, List<Candidate> candidates) {
        if (endpoint.getAddresses().isEmpty()) {
            return;
        }
        String host = endpoint.getAddresses().getFirst();
        Instance at = Instance.at(Entries.cell(sought.name()), host, port.getPort());
        String app = String.valueOf(port.getAppProtocol());
        Instance instance = new Instance(
                at.cell(),
                at.id(),
                host,
                port.getPort(),
                app.equals("https") || app.equals("kubernetes.io/wss"),
                Instance.USUAL_WEIGHT,
                blankless(endpoint.getZone()),
                null,
                protocols(app),
                Instance.USUAL_HEALTH,
                metadata(endpoint));
        ObjectReference target = endpoint.getTargetRef();
        String pod = target == null || target.getUid() == null ? null : "uid " + target.getUid() + ":" + port.getPort();
        candidates.add(new Candidate(instance, state(endpoint), "IPv6".equals(slice.getAddressType()), pod));
    }

    /** As the API has it: ready unless it says otherwise, and serving as it is ready. */
    private static InstanceState state(Endpoint endpoint) {
        EndpointConditions conditions = endpoint.getConditions();
        if (conditions == null || conditions.getReady() == null || conditions.getReady()) {
            return InstanceState.UP;
        }
        boolean leaving =
                Boolean.TRUE.equals(conditions.getServing()) && Boolean.TRUE.equals(conditions.getTerminating());
        return leaving ? InstanceState.DRAINING : InstanceState.DOWN;
    }

    private static List<String> protocols(String app) {
        return switch (app) {
            case "kubernetes.io/h2c" -> List.of("h2c");
            case "kubernetes.io/ws", "kubernetes.io/wss" -> List.of("ws");
            case "grpc" -> List.of("grpc");
            default -> List.of();
        };
    }

    private static Map<String, String> metadata(Endpoint endpoint) {
        Map<String, String> metadata = new TreeMap<>();
        ObjectReference target = endpoint.getTargetRef();
        String pod = target == null ? null : blankless(target.getName());
        String node = blankless(endpoint.getNodeName());
        if (pod != null) {
            metadata.put("pod", pod);
        }
        if (node != null) {
            metadata.put("node", node);
        }
        return metadata;
    }

    private static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
