package io.highgate.gateway.listen.port;

import io.highgate.base.unit.HostPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets that a process was given when it started; each is adopted by one listener or
 * closed. Confined to the thread that starts the gateway.
 */
public final class Inheritance {

    private final List<OpenPort> ports;
    private final boolean kept;

    private Inheritance(List<OpenPort> ports, boolean kept) {
        this.ports = new ArrayList<>(ports);
        this.kept = kept;
    }

    /** Nothing: every listener opens its own. */
    public static Inheritance none() {
        return new Inheritance(List.of(), false);
    }

    /** From a process that lets go of them. */
    public static Inheritance from(List<OpenPort> ports) {
        return new Inheritance(ports, false);
    }

    /** From a supervisor that keeps them open for who comes next, as systemd does. */
    public static Inheritance lent(List<OpenPort> ports) {
        return new Inheritance(ports, !ports.isEmpty());
    }

    /** Whether connections find the ports open when this process has gone. */
    public boolean isKept() {
        return kept;
    }

    /** The socket for a listener, which owns it from now on. */
    public @Nullable OpenPort take(String name, HostPort bind) {
        for (OpenPort port : ports) {
            if (port.isMeantBy(name, bind)) {
                ports.remove(port);
                return port;
            }
        }
        return null;
    }

    /** Closes what nobody wants; returns the addresses. */
    public List<String> closeRest() {
        List<String> rest = ports.stream().map(it -> it.local().toString()).toList();
        ports.forEach(OpenPort::close);
        ports.clear();
        return rest;
    }
}
