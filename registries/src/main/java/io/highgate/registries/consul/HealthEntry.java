package io.highgate.registries.consul;

import io.highgate.registries.entry.Entries;
import io.highgate.registries.entry.Loose;
import io.highgate.registries.entry.Metadata;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry of /v1/health/service as an instance: a service, the node that it is on, and checks of both. Pure. */
final class HealthEntry {

    private static final String OF_SERVICE = "_service_maintenance:";
    private static final String OF_NODE = "_node_maintenance";

    /** How services say that connections to them are encrypted; Consul itself has no word for it. */
    private static final Set<String> TLS_TAGS = Set.of("https", "secure", "secure=true");

    private HealthEntry() {}

    /** Reads one into those of that service. */
    static void read(String service, Loose entry, Entries into) {
        Loose is = entry.at("Service");
        Loose node = entry.at("Node");
        String own = is.at("Address").text();
        String host = own.isEmpty() ? node.at("Address").text() : own;
        int port = Math.clamp(is.at("Port").numberOr(0), -1, 65_536);
        String id = is.at("ID").text();
        if (!is.isObject() || id.isEmpty()) {
            into.leaveOut(id, "it is no entry with a Service that has an ID");
            return;
        }
        Metadata meta = Metadata.of(is.at("Meta").value());
        List<String> tags = is.at("Tags").each().stream()
                .map(Loose::text)
                .filter(it -> !it.isEmpty())
                .toList();
        Health health = Health.of(entry.at("Checks"));
        Instance instance = new Instance(
                Entries.cell(service),
                onNode(id, node.at("Node").text()),
                host,
                port,
                isTls(meta, tags),
                health.weight(is.at("Weights")),
                zone(meta, is, node),
                meta.version(),
                List.of(),
                Instance.USUAL_HEALTH,
                withTags(meta, tags));
        into.add(instance, health.state());
    }

    /** Ids of services are unique on a node only. */
    private static String onNode(String id, String node) {
        return node.isEmpty() ? id : id + "@" + node;
    }

    private static boolean isTls(Metadata meta, List<String> tags) {
        return meta.says("secure")
                || "https".equalsIgnoreCase(meta.said("scheme"))
                || tags.stream().anyMatch(it -> TLS_TAGS.contains(it.toLowerCase(java.util.Locale.ROOT)));
    }

    private static @Nullable String zone(Metadata meta, Loose service, Loose node) {
        String said = meta.zone();
        if (said != null) {
            return said;
        }
        String own = service.at("Locality").at("Zone").text();
        String nodes = node.at("Locality").at("Zone").text();
        return !own.isEmpty() ? own : !nodes.isEmpty() ? nodes : null;
    }

    private static Map<String, String> withTags(Metadata meta, List<String> tags) {
        Map<String, String> members = new TreeMap<>(meta.members());
        if (!tags.isEmpty()) {
            members.putIfAbsent("tags", String.join(",", tags));
        }
        return Metadata.of(members).members();
    }

    /** What all checks together say. */
    private enum Health {
        PASSING(InstanceState.UP, "Passing"),
        WARNING(InstanceState.UP, "Warning"),
        CRITICAL(InstanceState.DOWN, "Passing"),
        MAINTENANCE(InstanceState.DRAINING, "Passing");

        private final InstanceState state;
        private final String weight;

        Health(InstanceState state, String weight) {
            this.state = state;
            this.weight = weight;
        }

        /** The worst of them; maintenance before all, because somebody meant it. */
        static Health of(Loose checks) {
            Health worst = PASSING;
            for (Loose check : checks.each()) {
                Health one = one(check.at("CheckID").text(), check.at("Status").text());
                worst = one.compareTo(worst) > 0 ? one : worst;
            }
            return worst;
        }

        private static Health one(String id, String status) {
            if (id.startsWith(OF_SERVICE) || id.equals(OF_NODE)) {
                return MAINTENANCE;
            }
            return switch (status) {
                case "passing" -> PASSING;
                case "warning" -> WARNING;
                default -> CRITICAL;
            };
        }

        InstanceState state() {
            return state;
        }

        int weight(Loose weights) {
            return Metadata.share(weights.at(weight).numberOr(Instance.USUAL_WEIGHT));
        }
    }

    /** All entries of an answer about a service. */
    static List<Listed> all(String service, Loose answer, Entries into) {
        answer.each().forEach(it -> read(service, it, into));
        return into.listed();
    }
}
