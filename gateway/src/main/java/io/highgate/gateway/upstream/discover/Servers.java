package io.highgate.gateway.upstream.discover;

import io.highgate.base.unit.HostPort;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.UnixResolverDnsServerAddressStreamProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which DNS servers are asked: those of the configuration, else those of the machine, looked up each
 * time, because they may change. Never any others, as a public one, which would be told the names of
 * what is inside. Stateless.
 */
final class Servers {

    private static final File OF_THE_MACHINE = new File("/etc/resolv.conf");

    private Servers() {}

    /** In the order in which they are asked; none if none are known. */
    static List<InetSocketAddress> of(List<HostPort> configured, String name) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (HostPort server : configured) {
            servers.add(new InetSocketAddress(server.host(), server.port()));
        }
        return configured.isEmpty() ? ofTheMachine(name) : servers;
    }

    private static List<InetSocketAddress> ofTheMachine(String name) {
        List<InetSocketAddress> servers = new ArrayList<>();
        try {
            DnsServerAddressStream stream =
                    new UnixResolverDnsServerAddressStreamProvider(OF_THE_MACHINE).nameServerAddressStream(name);
            for (int i = 0; i < stream.size(); i++) {
                servers.add(stream.next());
            }
        } catch (IOException | IllegalArgumentException e) {
            return List.of(); // no such file, or no server in it
        }
        return servers;
    }
}
