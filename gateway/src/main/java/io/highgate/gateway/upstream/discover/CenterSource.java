package io.highgate.gateway.upstream.discover;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.EndpointUrl.Scheme;
import io.highgate.base.unit.HostPort;
import io.highgate.gateway.center.Center;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints as a center knows them: the instances of one cell. Those that are down are asked only if
 * nobody else can be, those that are draining not at all. Told of changes by the center's thread;
 * thread-safe.
 */
final class CenterSource extends Source {

    /** Where those stand that are down: behind all others, and without a share of their own. */
    private static final int LAST_TIER = 15;

    /** It becomes a Host field, so nothing else may be in it. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private final String cell;
    private final boolean secure;
    private final Center center;
    private final Runnable follower = this::look;

    /** @param secure whether the upstream encrypts its connections */
    CenterSource(DiscoverSpec.Center spec, boolean secure, Center center, Means means) {
        super("center " + spec.cell(), spec, means);
        this.cell = spec.cell();
        this.secure = secure;
        this.center = center;
    }

    @Override
    CompletableFuture<?> begin() {
        center.follow(cell, follower);
        look();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    void end() {
        center.leave(cell, follower);
    }

    /** The center tells of a whole change in one line of its own. */
    @Override
    boolean tellsOfEach() {
        return false;
    }

    /** One look at a time, so that an older one does not come last. */
    @Override
    synchronized void look() {
        Set<Found> found = new LinkedHashSet<>();
        int draining = 0;
        int others = 0;
        String strange = null;
        for (Listed listed : center.registry().of(cell)) {
            Instance instance = listed.instance();
            if (listed.state() == InstanceState.DRAINING) {
                draining++;
            } else if (!isHost(instance.host())) {
                strange = "the address of an instance is no name of a host; it is left out";
            } else if (instance.tls() != secure) {
                others++;
            } else {
                found.add(new Found(endpoint(listed), null, Found.By.CENTER));
            }
        }
        saw(found, strange != null ? strange : problem(found.isEmpty(), draining, others));
    }

    private @Nullable String problem(boolean nobody, int draining, int others) {
        if (others > 0) {
            return others + " instances are left out: they " + (secure ? "do not encrypt" : "encrypt (https)")
                    + ", as the upstream " + (secure ? "does" : "does not; it would with tls: {}");
        }
        if (!nobody) {
            return null;
        }
        return draining > 0
                ? "all " + draining + " instances of " + cell + " are draining"
                : "the center knows no instance of " + cell;
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
