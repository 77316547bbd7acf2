package io.highgate.model.check;

import io.highgate.base.unit.HostPort;
import io.highgate.model.cell.CellName;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.DnsSpec;
import io.highgate.model.spec.GatewaySpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Checks what upstreams say about where their endpoints are found, and how DNS is asked. Pure. */
public final class DiscoverCheck {

    /** RFC 1035 section 2.3.4, written with dots. */
    private static final int LONGEST_NAME = 253;

    private static final int LONGEST_LABEL = 63;

    private static final int MOST_SERVERS = 8;

    private DiscoverCheck() {}

    static void check(GatewaySpec spec, Report report) {
        dns(spec.dns(), report);
        spec.upstreams().forEach((name, upstream) -> {
            DiscoverSpec discover = upstream.discover();
            if (discover != null) {
                String path = "upstreams." + name + ".discover";
                source(discover, path, new ServiceCheck(spec.registries(), report), report);
                if (discover instanceof DiscoverSpec.Center && spec.center() == null) {
                    report.error(
                            path + ".center", "there is no center to ask: name it in center.urls (GOVERNANCE_URL)");
                }
            }
        });
    }

    private static void source(DiscoverSpec discover, String path, ServiceCheck services, Report report) {
        switch (discover) {
            case DiscoverSpec.Dns dns -> {
                HostPort address = dns.addresses().url().address();
                if (isAddress(address.host())) {
                    report.error(path + ".dns", "'" + address.host() + "' is an address already; name it in endpoints");
                } else {
                    name(address.host(), path + ".dns", report);
                }
                if (address.port() == 0) {
                    report.error(path + ".dns", "nothing can be reached at port 0");
                }
            }
            case DiscoverSpec.Srv srv -> service(srv.service().name(), path + ".srv", report);
            case DiscoverSpec.File file -> file(file.path(), path + ".file", report);
            case DiscoverSpec.Center center -> {
                if (!CellName.isOne(center.cell())) {
                    report.error(path + ".center", "'" + center.cell() + "' is not " + CellName.RIGHT);
                }
            }
            case DiscoverSpec.Eureka eureka -> services.eureka(eureka, path + ".eureka");
            case DiscoverSpec.Consul consul -> services.consul(consul.service(), path + ".consul");
            case DiscoverSpec.Nacos nacos -> services.nacos(nacos.service(), path + ".nacos");
            case DiscoverSpec.Kubernetes kubernetes -> services.kubernetes(kubernetes.service(), path + ".kubernetes");
        }
    }

    private static void service(String name, String at, Report report) {
        name(name, at, report);
        List<String> labels = List.of(name.split("\\.", -1));
        boolean usual = labels.size() > 2
                && labels.get(0).startsWith("_")
                && labels.get(1).startsWith("_");
        if (!usual) {
            report.warning(at, "SRV records usually stand under a name like _http._tcp." + name);
        }
    }

    private static void name(String name, String at, Report report) {
        String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean well = !whole.isEmpty() && whole.length() <= LONGEST_NAME;
        for (String label : whole.split("\\.", -1)) {
            well &= !label.isEmpty() && label.length() <= LONGEST_LABEL && label.matches("[A-Za-z0-9_-]+");
        }
        if (!well) {
            report.error(at, "'" + name + "' is not a name that DNS can be asked for");
        }
    }

    private static void file(String path, String at, Report report) {
        if (!isPath(path)) {
            report.error(at, "'" + path + "' is not the path of a file");
        }
    }

    /** Whether a file can be of that name. */
    public static boolean isPath(String path) {
        try {
            return !path.isBlank() && Path.of(path).getFileName() != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void dns(DnsSpec dns, Report report) {
        for (int i = 0; i < dns.servers().size(); i++) {
            HostPort server = dns.servers().get(i);
            if (!isAddress(server.host())) {
                report.error("dns.servers[" + i + "]", "a DNS server is named by its address, like 10.0.0.2:53");
            }
            if (server.port() == 0) {
                report.error("dns.servers[" + i + "]", "nothing can be reached at port 0");
            }
        }
        if (dns.servers().size() > MOST_SERVERS) {
            report.error("dns.servers", "the most is " + MOST_SERVERS);
        }
        if (dns.timeout().toMillis() < 1) {
            report.error("dns.timeout", "must be at least 1ms");
        }
        if (dns.leastTtl().toMillis() < 100) {
            report.error("dns.leastTtl", "must be at least 100ms, or servers are asked without a pause");
        }
        if (dns.mostTtl().compareTo(dns.leastTtl()) < 0) {
            report.error("dns.mostTtl", "is shorter than leastTtl");
        }
    }

    /** It holds a colon, or its last label is a number (RFC 1123 section 2.1). */
    private static boolean isAddress(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf(':') >= 0 || !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
