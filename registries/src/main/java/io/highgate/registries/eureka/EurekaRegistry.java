package io.highgate.registries.eureka;

import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.tls.Authorities;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Asking;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Servers;
import io.highgate.registries.ask.Told;
import io.highgate.registries.ask.ToldServices;
import io.highgate.registries.entry.Entries;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Eureka servers. One thread asks for all that is followed, and nothing is asked before something is.
 * Thread-safe.
 */
public final class EurekaRegistry implements OtherRegistry {

    private final List<URI> servers;
    private final Means means;
    private final Door door;
    private final Followed followed = new Followed();
    private final Fetching fetching;
    private @Nullable Asking asking;
    private boolean closed;

    /** @throws IllegalArgumentException if an address is none, or a file of authorities cannot be used */
    public EurekaRegistry(EurekaSpec spec, Means means) {
        this.servers = Servers.of(spec.urls());
        this.means = means;
        this.door = Door.open(means, spec.timeout(), Authorities.trusting("registries.eureka.trust", spec.trust()));
        this.fetching = new Fetching(spec, door, means, followed, new Remarks(title()));
    }

    @Override
    public String title() {
        return Servers.title("eureka", servers);
    }

    /** Of what is sought only the name counts, in whatever case it is written. */
    @Override
    public Following follow(Sought sought, Follower follower) {
        Told told = new Told(follower);
        return following(followed.add(Entries.cell(sought.name()), told), told::end);
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        ToldServices told = new ToldServices(follower);
        return following(followed.add(told), told::end);
    }

    private Following following(Runnable remove, Runnable end) {
        begin();
        return () -> {
            remove.run();
            end.run();
        };
    }

    private synchronized void begin() {
        if (closed) {
            return;
        }
        if (asking == null) {
            asking = Asking.begin(means, servers, fetching);
        } else {
            asking.hurry();
        }
    }

    @Override
    public void close() {
        Asking under;
        synchronized (this) {
            closed = true;
            under = asking;
        }
        followed.end();
        if (under != null) {
            under.close();
        }
        door.close();
    }
}
