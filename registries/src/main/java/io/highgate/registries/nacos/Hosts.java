package io.highgate.registries.nacos;

import io.highgate.registries.Sought;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Unanswered;
import io.highgate.registries.entry.Entries;
import io.highgate.registries.entry.Loose;
import io.highgate.registries.entry.Metadata;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The instances of one service, as a server lists them. Immutable. */
record Hosts(Sought sought, Remarks remarks) {

    /** Weights with fractions are hundredths here. */
    private static final double FINER = 100;

    private static final double LARGEST = 10_000;

    List<Listed> read(NacosServer.Said said) throws Unanswered {
        Loose hosts = said.value().isObject() ? said.value().at("hosts") : said.value();
        if (hosts.isNothing() && !said.value().isObject()) {
            return List.of();
        }
        if (!hosts.isList()) {
            throw said.answer().notUnderstood("there is no list of instances");
        }
        List<Loose> wanted = hosts.each().stream().filter(this::isWanted).toList();
        double factor = factor(wanted);
        Entries entries = new Entries(sought.toString(), remarks);
        for (Loose host : wanted) {
            if (host.isObject()) {
                entries.add(instance(host, factor), state(host));
            } else {
                entries.leaveOut("", "it is no object");
            }
        }
        return entries.listed();
    }

    private boolean isWanted(Loose host) {
        return sought.among().isEmpty()
                || sought.among().contains(host.at("clusterName").text());
    }

    /** One factor for a whole service: whole weights stay as they are, and the largest one fits. */
    private static double factor(List<Loose> hosts) {
        double most = 0;
        boolean whole = true;
        for (Loose host : hosts) {
            double weight = weight(host);
            most = Math.max(most, weight);
            whole &= weight == Math.rint(weight);
        }
        double finer = whole ? 1 : FINER;
        return most * finer <= Instance.MOST_WEIGHT ? finer : Instance.MOST_WEIGHT / most;
    }

    private static double weight(Loose host) {
        String text = host.at("weight").text();
        boolean number = text.matches("\\d{1,9}(\\.\\d{1,18})?([eE]-?\\d{1,2})?");
        return number ? Math.min(LARGEST, Double.parseDouble(text)) : 1;
    }

    private Instance instance(Loose host, double factor) {
        String ip = host.at("ip").text();
        String bare = ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
        Metadata said = Metadata.of(host.at("metadata").value());
        int port = Math.clamp(host.at("port").numberOr(0), 0, 65_536);
        Instance at = Instance.at(Entries.cell(sought.name()), bare, port);
        Map<String, String> metadata = new TreeMap<>(said.members());
        String cluster = host.at("clusterName").text();
        if (!cluster.isEmpty()) {
            metadata.putIfAbsent("cluster", cluster);
        }
        return new Instance(
                at.cell(),
                at.id(),
                bare,
                port,
                said.says("secure"),
                Metadata.share(weight(host) * factor),
                said.zone(),
                said.version(),
                List.of(),
                Instance.USUAL_HEALTH,
                metadata);
    }

    /** Disabled by an operator: nothing new; healthy counts as Nacos says, also when it protects itself. */
    private static InstanceState state(Loose host) {
        if (isFalse(host.at("enabled"))) {
            return InstanceState.DRAINING;
        }
        return isFalse(host.at("healthy")) ? InstanceState.DOWN : InstanceState.UP;
    }

    private static boolean isFalse(Loose flag) {
        return "false".equalsIgnoreCase(flag.text());
    }
}
