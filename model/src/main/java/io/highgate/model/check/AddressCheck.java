package io.highgate.model.check;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ManagementSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks where the gateway listens: no two on one address, the management port not open to all. Pure. */
final class AddressCheck {

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "*");

    private AddressCheck() {}

    static void check(GatewaySpec spec, Report report) {
        List<HostPort> taken = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.listeners().size(); i++) {
            ListenerSpec listener = spec.listeners().get(i);
            String path = "listeners[" + i + "]";
            if (!names.add(listener.name())) {
                report.error(
                        path + ".name", "another listener is named '" + listener.name() + "' too; give it its own");
            }
            if (listener.proxyProtocol() == ListenerSpec.ProxyProtocol.REQUIRED
                    && spec.forwarding().trustedProxies().isEmpty()) {
                report.error(
                        path + ".proxyProtocol",
                        "nobody could connect: name the proxies that send the header in forwarding.trustedProxies");
            }
            taken.add(listener.bind());
            paths.add(path + ".bind");
        }
        taken.add(spec.management().bind());
        paths.add("management.bind");
        for (int i = 0; i < taken.size(); i++) {
            wellFormed(taken.get(i), paths.get(i), report);
            for (int j = 0; j < i; j++) {
                if (collide(taken.get(i), taken.get(j))) {
                    report.error(paths.get(i), taken.get(i) + " is taken by " + paths.get(j) + " already");
                }
            }
        }
        management(spec.management(), report);
    }

    private static void wellFormed(HostPort address, String path, Report report) {
        String host = address.host();
        if (!HttpWords.isHost(host) && !HttpWords.isHost("[" + host + "]") && !host.equals("*")) {
            report.error(path, "'" + host + "' is neither a host name nor an address");
        }
    }

    /** Port 0 asks for a free one and never collides. */
    private static boolean collide(HostPort a, HostPort b) {
        boolean sameHost = a.host().equalsIgnoreCase(b.host());
        return a.port() != 0
                && a.port() == b.port()
                && (sameHost || WILDCARDS.contains(a.host()) || WILDCARDS.contains(b.host()));
    }

    private static void management(ManagementSpec management, Report report) {
        Secret token = management.token();
        if (token == null && !isLoopback(management.bind().host())) {
            report.error(
                    "management.bind",
                    management.bind() + " is open to others; set management.token, or bind to 127.0.0.1");
        }
        if (token != null && (token.reveal().isBlank() || !HttpWords.isFieldValue(token.reveal()))) {
            report.error("management.token", "must not be empty and must be plain ASCII without line breaks");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
