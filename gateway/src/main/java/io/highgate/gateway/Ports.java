package io.highgate.gateway;

import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.listen.ListeningSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ports of the gateway, management included, where they share a fate. Thread-safe. */
final class Ports {

    private final Listeners traffic;
    private volatile @Nullable Listener management;

    Ports(Listeners traffic) {
        this.traffic = traffic;
    }

    void manage(Listener opened) {
        management = opened;
    }

    private List<Listener> all() {
        List<Listener> all = new ArrayList<>(traffic.all());
        Listener managed = management;
        if (managed != null) {
            all.add(managed);
        }
        return all;
    }

    /** What another process may take over. */
    List<ListeningSocket> sockets() {
        return all().stream().map(Listener::socket).toList();
    }

    /** All accept from now on, or none. */
    void accept(boolean accepts) {
        sockets().forEach(socket -> socket.accept(accepts));
    }

    /** Lets go of all of them, and sends their clients to who has them now. */
    void leave() {
        sockets().forEach(socket -> socket.accept(false));
        sockets().forEach(ListeningSocket::leave);
        all().forEach(Listener::drain);
    }

    int managementPort() {
        Listener managed = management;
        return managed == null ? 0 : managed.port();
    }

    void close() {
        all().forEach(Listener::stop);
    }
}
