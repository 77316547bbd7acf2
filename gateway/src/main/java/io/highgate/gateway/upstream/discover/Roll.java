package io.highgate.gateway.upstream.discover;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.EndpointUrl.Scheme;
import io.highgate.base.unit.HostPort;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service as a registry calls them, and who of them can be an endpoint. Those that
 * are down are asked only if nobody else can be, those that are draining not at all. Immutable.
 *
 * @param found who can be
 * @param problem why others cannot, or nobody can; null while all is well
 */
record Roll(Set<Found> found, @Nullable String problem) {

    /** Where those stand that are down: behind all others, and without a share of their own. */
    private static final int LAST_TIER = 15;

    /** It becomes a Host field, so nothing else may be in it. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    /**
     * Whose instances they are.
     *
     * @param registry who knows them, as {@code the center}
     * @param secure whether the upstream encrypts its connections
     */
    record Terms(String registry, String service, boolean secure, Found.By by) {}

    static Roll of(Collection<Listed> instances, Terms terms) {
        Set<Found> found = new LinkedHashSet<>();
        int draining = 0;
        int others = 0;
        String strange = null;
        for (Listed listed : instances) {
            Instance instance = listed.instance();
            if (listed.state() == InstanceState.DRAINING) {
                draining++;
            } else if (!isHost(instance.host())) {
                strange = "the address of an instance is no name of a host; it is left out";
            } else if (instance.tls() != terms.secure()) {
                others++;
            } else {
                found.add(new Found(endpoint(listed), null, terms.by()));
            }
        }
        return new Roll(found, strange != null ? strange : problem(found.isEmpty(), draining, others, terms));
    }

    private static @Nullable String problem(boolean nobody, int draining, int others, Terms terms) {
        if (others > 0) {
            return others + " instances are left out: they " + (terms.secure() ? "do not encrypt" : "encrypt (https)")
                    + ", as the upstream " + (terms.secure() ? "does" : "does not; it would with tls: {}");
        }
        if (!nobody) {
            return null;
        }
        return draining > 0
                ? "all " + draining + " instances of " + terms.service() + " are draining"
                : terms.registry() + " knows no instance of " + terms.service();
    }

    private static EndpointSpec endpoint(Listed listed) {
        Instance instance = listed.instance();
        boolean up = listed.state() == InstanceState.UP;
        Map<String, String> labels = new TreeMap<>(instance.metadata());
        if (instance.version() != null) {
            labels.putIfAbsent("version", instance.version());
        }
        return new EndpointSpec(
                new EndpointUrl(Scheme.UNSAID, new HostPort(instance.host(), instance.port())),
                up ? instance.weight() : 0,
                up ? 0 : LAST_TIER,
                instance.zone(),
                labels);
    }

    private static boolean isHost(String host) {
        if (host.indexOf(':') < 0) {
            return HOST.matcher(host).matches();
        }
        try {
            InetAddress.ofLiteral(host);
            return host.indexOf('%') < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
