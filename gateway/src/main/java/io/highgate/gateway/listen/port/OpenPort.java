package io.highgate.gateway.listen.port;

import io.highgate.base.unit.HostPort;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket of this process that someone else opened. The descriptor belongs to whoever
 * holds this, until a listener adopts it. Immutable.
 *
 * @param label what it was called by who handed it over: a listener's name, or its address
 */
public record OpenPort(int descriptor, String label, InetSocketAddress local) {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_DOMAIN = 39;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** What a descriptor is, or null if it is not a TCP socket that listens. */
    public static @Nullable OpenPort of(int descriptor, String label) {
        try {
            Socket socket = new Socket(descriptor);
            int family = socket.getIntOpt(SOL_SOCKET, SO_DOMAIN);
            boolean listens = socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) != 0;
            return listens && (family == AF_INET || family == AF_INET6)
                    ? new OpenPort(descriptor, label, socket.localAddress())
                    : null;
        } catch (IOException | RuntimeException noSocket) {
            return null;
        }
    }

    /** Whether a listener of that name and address is meant by it. */
    public boolean isMeantBy(String name, HostPort bind) {
        return label.equals(name) || label.equals(bind.toString()) || isAt(bind);
    }

    /** All addresses are the same in IPv4 and in IPv6: a socket of the latter takes both. */
    private boolean isAt(HostPort bind) {
        InetSocketAddress wanted = new InetSocketAddress(bind.host(), bind.port());
        if (wanted.isUnresolved() || wanted.getPort() != local.getPort()) {
            return false;
        }
        return wanted.getAddress().equals(local.getAddress())
                || wanted.getAddress().isAnyLocalAddress() && local.getAddress().isAnyLocalAddress();
    }

    /** Makes it fit for an event loop, which owns it from now on. */
    public int adopt() {
        SystemCalls.unblock(descriptor);
        return descriptor;
    }

    /** Lets go of it; the socket itself lives on where others hold it. */
    void close() {
        try {
            new Socket(descriptor).close();
        } catch (IOException gone) {
            throw new IllegalStateException("descriptor " + descriptor + " belongs to nobody", gone);
        }
    }
}
