package io.highgate.model.check;

import io.highgate.base.unit.HostPort;
import io.highgate.model.spec.UpstreamSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks that each upstream has somewhere to send to. Pure. */
final class UpstreamCheck {

    private UpstreamCheck() {}

    static void check(Map<String, UpstreamSpec> upstreams, Report report) {
        upstreams.forEach((name, upstream) -> {
            String path = "upstreams." + name;
            if (!Names.isPrintable(name)) {
                report.error(path, "the upstream's name is empty, too long or has control characters in it");
            }
            if (upstream.endpoints().isEmpty()) {
                report.error(path + ".endpoints", "needs at least one endpoint, like 127.0.0.1:8080");
            }
            if (upstream.protocol() == UpstreamSpec.Protocol.AUTO && upstream.security() == null) {
                report.warning(
                        path + ".protocol", "without TLS nothing is agreed on, so HTTP/1.1 is spoken; say http2");
            }
            if (upstream.ping() != null && upstream.protocol() == UpstreamSpec.Protocol.HTTP1) {
                report.warning(path + ".ping", "only HTTP/2 has pings; protocol is http1, so nobody is asked");
            }
            endpoints(upstream, path, report);
            ResilienceCheck.check(upstream, path, report);
        });
    }

    private static void endpoints(UpstreamSpec upstream, String path, Report report) {
        Set<HostPort> seen = new HashSet<>();
        for (int i = 0; i < upstream.endpoints().size(); i++) {
            HostPort address = upstream.endpoints().get(i).address();
            String at = path + ".endpoints[" + i + "]";
            if (!HttpWords.isHost(address.host()) && !HttpWords.isHost("[" + address.host() + "]")) {
                report.error(at, "'" + address.host() + "' is neither a host name nor an address");
            }
            if (address.port() == 0) {
                report.error(at, "nothing can be reached at port 0");
            }
            if (!seen.add(address)) {
                report.warning(at, address + " is there twice; use weight for a larger share");
            }
        }
    }
}
