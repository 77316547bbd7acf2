package io.highgate.model.check;

import io.highgate.model.cell.CellName;
import io.highgate.model.spec.UpstreamSpec;
import java.util.Map;

/** Checks that each upstream has somewhere to send to. Pure. */
final class UpstreamCheck {

    private UpstreamCheck() {}

    static void check(Map<String, UpstreamSpec> upstreams, Report report) {
        upstreams.forEach((name, upstream) -> {
            String path = "upstreams." + name;
            if (!Names.isPrintable(name)) {
                report.error(path, "the upstream's name is empty, too long or has control characters in it");
            }
            if (upstream.endpoints().isEmpty() && upstream.discover() == null) {
                report.error(path + ".endpoints", "needs at least one endpoint, like 127.0.0.1:8080, or discover");
            }
            if (upstream.cell() && !CellName.isOne(name)) {
                report.error(path + ".cell", "a cell's name is of a-z, 0-9, '-', '_' and '.': it stands in a path");
            }
            if (upstream.protocol() == UpstreamSpec.Protocol.AUTO && upstream.security() == null) {
                report.warning(
                        path + ".protocol", "without TLS nothing is agreed on, so HTTP/1.1 is spoken; say http2");
            }
            if (upstream.ping() != null && upstream.protocol() == UpstreamSpec.Protocol.HTTP1) {
                report.warning(path + ".ping", "only HTTP/2 has pings; protocol is http1, so nobody is asked");
            }
            EndpointsCheck.check(upstream.endpoints(), path + ".endpoints", report);
            ResilienceCheck.check(upstream, path, report);
        });
    }
}
