package io.highgate.center.adopt;

import io.highgate.registries.Follower;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A registry that says at once what it is told to say, or nothing. Confined to the test's thread. */
final class InMemory implements OtherRegistry {

    private final Map<String, Map<String, Listed>> services = new TreeMap<>();
    private final Map<Follower, String> followers = new LinkedHashMap<>();
    private final List<Consumer<Set<Sought>>> ofServices = new ArrayList<>();
    private boolean away;

    void put(String service, String host, InstanceState state) {
        Instance at = Instance.at(service.toLowerCase(java.util.Locale.ROOT), host, 80);
        put(service, new Listed(at, state));
    }

    void put(String service, Listed listed) {
        services.computeIfAbsent(service, it -> new TreeMap<>())
                .put(listed.instance().id(), listed);
        tell();
    }

    void remove(String service, String host) {
        Map<String, Listed> there = services.getOrDefault(service, new HashMap<>());
        there.remove(host + ":80");
        if (there.isEmpty()) {
            services.remove(service);
        }
        tell();
    }

    /** Its servers do not answer, and it knows nothing while they do not. */
    void away(boolean now) {
        away = now;
        tell();
    }

    int followed() {
        return followers.size() + ofServices.size();
    }

    private void tell() {
        ofServices.forEach(this::tell);
        List.copyOf(followers.keySet()).forEach(this::tell);
    }

    private void tell(Consumer<Set<Sought>> follower) {
        if (!away) {
            follower.accept(services.keySet().stream().map(Sought::of).collect(java.util.stream.Collectors.toSet()));
        }
    }

    private void tell(Follower follower) {
        if (away) {
            follower.failed("nobody answers");
        } else {
            follower.found(List.copyOf(services.getOrDefault(followers.getOrDefault(follower, ""), Map.of())
                    .values()));
        }
    }

    @Override
    public String title() {
        return "memory";
    }

    @Override
    public Following follow(Sought sought, Follower follower) {
        followers.put(follower, sought.name());
        tell(follower);
        return () -> followers.remove(follower);
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        ofServices.add(follower);
        tell(follower);
        return () -> ofServices.remove(follower);
    }

    @Override
    public void close() {
        followers.clear();
        ofServices.clear();
    }
}
