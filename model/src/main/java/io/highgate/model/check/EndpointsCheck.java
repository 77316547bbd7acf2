package io.highgate.model.check;

import io.highgate.base.problem.Problems;
import io.highgate.base.unit.EndpointUrl.Scheme;
import io.highgate.base.unit.HostPort;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.EndpointListSpec;
import io.highgate.model.spec.EndpointSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a list of endpoints, wherever it stands. Pure. */
public final class EndpointsCheck {

    private EndpointsCheck() {}

    /**
     * Checks the list in a file.
     *
     * @param most how many there may be
     * @param secure whether the upstream encrypts its connections
     */
    public static void check(EndpointListSpec list, int most, boolean secure, Places places, Problems problems) {
        Report report = new Report(places, problems);
        if (list.endpoints().isEmpty()) {
            report.error("endpoints", "names nobody; an upstream is not emptied by a file");
        }
        if (list.endpoints().size() > most) {
            report.error(
                    "endpoints",
                    "names " + list.endpoints().size() + " endpoints, the most is " + most
                            + " (the upstream's maxDiscovered)");
            return;
        }
        check(list.endpoints(), "endpoints", report);
        Scheme contradiction = secure ? Scheme.HTTP : Scheme.HTTPS;
        for (int i = 0; i < list.endpoints().size(); i++) {
            if (list.endpoints().get(i).url().scheme() == contradiction) {
                report.error(
                        "endpoints[" + i + "]",
                        secure
                                ? "contradicts the upstream, whose connections are encrypted"
                                : "the upstream does not encrypt its connections; give it tls: {} to");
            }
        }
    }

    static void check(List<EndpointSpec> endpoints, String path, Report report) {
        Set<HostPort> seen = new HashSet<>();
        for (int i = 0; i < endpoints.size(); i++) {
            HostPort address = endpoints.get(i).address();
            String at = path + "[" + i + "]";
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
