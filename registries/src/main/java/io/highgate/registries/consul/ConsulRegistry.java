package io.highgate.registries.consul;

import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.tls.Authorities;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Followings;
import io.highgate.registries.ask.Question;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Servers;
import io.highgate.registries.ask.Told;
import io.highgate.registries.ask.ToldServices;
import io.highgate.registries.ask.Unanswered;
import io.highgate.registries.entry.Entries;
import io.highgate.registries.entry.Loose;
import io.highgate.wire.cell.Listed;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Consul agents; a thread and a blocking query for each thing that is followed. Thread-safe. */
public final class ConsulRegistry implements OtherRegistry {

    /** The servers themselves, whose port is not for others. */
    private static final String ITSELF = "consul";

    private final ConsulSpec spec;
    private final List<URI> servers;
    private final Means means;
    private final Door door;
    private final Remarks remarks;
    private final Followings followings;

    /** @throws IllegalArgumentException if an address is none, or a file of authorities cannot be used */
    public ConsulRegistry(ConsulSpec spec, Means means) {
        this.spec = spec;
        this.servers = Servers.of(spec.urls());
        this.means = means;
        this.door = Door.open(means, spec.timeout(), Authorities.trusting("registries.consul.trust", spec.trust()));
        this.remarks = new Remarks(title());
        this.followings = new Followings(means, servers);
    }

    @Override
    public String title() {
        return Servers.title("consul", servers);
    }

    /** Of what is sought the name and the tags count. */
    @Override
    public Following follow(Sought sought, Follower follower) {
        List<String> tags = sought.among().stream()
                .map(tag -> "tag=" + Question.encoded(tag))
                .toList();
        Told told = new Told(follower);
        Blocking.Reader reader = answer -> told.found(instances(sought.name(), answer));
        String path = "/v1/health/service/" + Question.encoded(sought.name());
        return followings.begin(new Blocking(spec, door, means, path, tags, reader, told::failed), told::end);
    }

    private List<Listed> instances(String service, Answer answer) throws Unanswered {
        Loose entries = new Loose(answer.json());
        if (!entries.isList()) {
            throw answer.notUnderstood("it is not a list of entries");
        }
        return HealthEntry.all(service, entries, new Entries(service, remarks));
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        ToldServices told = new ToldServices(follower);
        Blocking.Reader reader = answer -> told.found(services(answer));
        Blocking round = new Blocking(spec, door, means, "/v1/catalog/services", List.of(), reader, _ -> {});
        return followings.begin(round, told::end);
    }

    private static Set<Sought> services(Answer answer) throws Unanswered {
        if (!(answer.json() instanceof Map<?, ?> byName)) {
            throw answer.notUnderstood("it is not an object of services");
        }
        Set<Sought> services = new HashSet<>();
        for (Object name : byName.keySet()) {
            if (!ITSELF.equals(name)) {
                services.add(Sought.of(String.valueOf(name)));
            }
        }
        return services;
    }

    @Override
    public void close() {
        followings.close();
        door.close();
    }
}
