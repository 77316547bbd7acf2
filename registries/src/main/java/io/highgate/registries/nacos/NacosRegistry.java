package io.highgate.registries.nacos;

import io.highgate.model.spec.NacosSpec;
import io.highgate.model.tls.Authorities;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Followings;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Servers;
import io.highgate.registries.ask.Told;
import io.highgate.registries.ask.ToldServices;
import io.highgate.registries.nacos.Dialect.Purpose;
import io.highgate.wire.cell.Listed;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Servers of one Nacos cluster, 1.x to 3.x. Each service that is followed is asked for on a thread of its
 * own; not more than {@value #AT_ONCE} requests are under way. Thread-safe.
 */
public final class NacosRegistry implements OtherRegistry {

    static final int AT_ONCE = 8;

    /** Services come and go less often than their instances do. */
    private static final int SLOWER = 5;

    private final NacosSpec spec;
    private final Means means;
    private final List<URI> urls;
    private final Door door;
    private final Map<URI, NacosServer> servers = new LinkedHashMap<>();
    private final Remarks remarks;
    private final Followings followings;

    /**
     * Asks nothing yet.
     *
     * @throws IllegalArgumentException if an address is none, or a file of authorities cannot be used
     */
    public NacosRegistry(NacosSpec spec, Means means) {
        this.spec = spec;
        this.means = means;
        this.urls = Servers.of(spec.urls());
        this.door = Door.open(means, spec.timeout(), Authorities.trusting("registries.nacos.trust", spec.trust()));
        Semaphore room = new Semaphore(AT_ONCE, true);
        urls.forEach(it -> servers.put(it, new NacosServer(it, spec, door, means, room)));
        this.remarks = new Remarks(title());
        this.followings = new Followings(means, urls);
    }

    @Override
    public String title() {
        return Servers.title("nacos", urls);
    }

    @Override
    public Following follow(Sought sought, Follower follower) {
        Told told = new Told(follower);
        Hosts hosts = new Hosts(sought, remarks);
        NacosRound.Teller<Listed> teller =
                new NacosRound.Teller<>(it -> it.instance().id(), told::found, told::failed);
        return followings.begin(
                new NacosRound<>(
                        servers,
                        means,
                        spec.interval(),
                        server -> hosts.read(server.ask(Purpose.INSTANCES, dialect -> query(sought, dialect))),
                        teller),
                told::end);
    }

    private Map<String, String> query(Sought sought, Dialect dialect) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("serviceName", sought.name());
        query.put("groupName", sought.scope() == null ? spec.group() : sought.scope());
        if (spec.namespace() != null) {
            query.put("namespaceId", spec.namespace());
        }
        if (dialect == Dialect.V1) {
            query.put("healthyOnly", "false");
            if (!sought.among().isEmpty()) {
                query.put("clusters", String.join(",", sought.among()));
            }
        }
        return query;
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        ToldServices told = new ToldServices(follower);
        NacosRound.Teller<Sought> teller = new NacosRound.Teller<>(
                Sought::name,
                services -> told.found(Set.copyOf(services)),
                problem -> remarks.say("its services are not known now: " + problem));
        return followings.begin(
                new NacosRound<>(
                        servers,
                        means,
                        spec.interval().multipliedBy(SLOWER),
                        new ServicePages(spec.namespace(), spec.group()),
                        teller),
                told::end);
    }

    @Override
    public void close() {
        followings.close();
        door.close();
    }
}
