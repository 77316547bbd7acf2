package io.highgate.gateway;

import io.highgate.gateway.admin.AdminEntrance;
import io.highgate.gateway.admin.Operations;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.listen.ListeningSocket;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ManagementSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All ports of the gateway, management included, where they share a fate. Thread-safe. */
final class Ports {

    private final Listeners traffic;
    private final Loops loops;
    private volatile @Nullable Listener management;

    Ports(Listeners traffic, Loops loops) {
        this.traffic = traffic;
        this.loops = loops;
    }

    /**
     * Opens the port of operators.
     *
     * @param answering where answers are made, off the event loops
     * @throws IOException naming the address, if it cannot be bound
     */
    void manage(Operations operations, ManagementSpec spec, Inheritance inherited, Executor answering)
            throws IOException {
        Listener listener = new Listener(
                new ListenerSpec("management", spec.bind(), ListenerSpec.ProxyProtocol.OFF),
                new AdminEntrance(spec.token(), operations, answering),
                loops);
        listener.open(inherited);
        management = listener;
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
