package io.highgate.gateway.upstream;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.upstream.discover.Found;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What tells an endpoint from others: the name it goes by, and its address where a name has several
 * that are endpoints of their own. Written as {@code orders.internal:8080@10.0.0.5}. Immutable.
 *
 * @param address null where the name stands for whatever it resolves to
 */
record Whereabouts(HostPort name, @Nullable InetAddress address) {

    static Whereabouts of(Found found) {
        return new Whereabouts(found.name(), found.address());
    }

    @Override
    public String toString() {
        return address == null ? name.toString() : name + "@" + address.getHostAddress();
    }
}
