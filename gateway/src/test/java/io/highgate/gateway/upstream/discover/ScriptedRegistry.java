package io.highgate.gateway.upstream.discover;

import io.highgate.registries.Follower;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A registry in memory that says what the test says, on the test's thread. Thread-safe. */
public final class ScriptedRegistry implements OtherRegistry {

    private final String title;
    private final List<Follow> follows = new CopyOnWriteArrayList<>();
    private final Map<Sought, List<Listed>> known = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Follow(Sought sought, Follower follower) {}

    public ScriptedRegistry(String title) {
        this.title = title;
    }

    /** From now on these are the service's instances. */
    public void say(Sought sought, Listed... instances) {
        known.put(sought, List.of(instances));
        follows.stream()
                .filter(it -> it.sought().equals(sought))
                .forEach(it -> it.follower().found(List.of(instances)));
    }

    /** It does not answer any more. */
    public void fail(String problem) {
        follows.forEach(it -> it.follower().failed(problem));
    }

    /** How many services are followed just now. */
    public int followed() {
        return follows.size();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Following follow(Sought sought, Follower follower) {
        Follow follow = new Follow(sought, follower);
        follows.add(follow);
        List<Listed> present = known.get(sought);
        if (present != null) {
            follower.found(present);
        } else {
            follower.failed(title + " does not answer");
        }
        return () -> follows.remove(follow);
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        follower.accept(known.keySet());
        return () -> {};
    }

    @Override
    public void close() {
        closed = true;
        follows.clear();
    }
}
