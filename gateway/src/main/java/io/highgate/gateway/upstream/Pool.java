package io.highgate.gateway.upstream;

import io.highgate.gateway.tls.ClientTls;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections of one event loop to one endpoint. The last one put back is taken first: it is
 * the least likely to be closed by the other end, and what is too many can grow old and go.
 * Confined to one event loop.
 */
final class Pool {

    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
    private boolean closed;

    /** A connection that is encrypted and verified just so; those of another upstream stay where they are. */
    @Nullable
    UpstreamConnection take(@Nullable ClientTls tls) {
        Iterator<UpstreamConnection> youngest = idle.descendingIterator();
        while (youngest.hasNext()) {
            UpstreamConnection connection = youngest.next();
            boolean open = connection.isOpen();
            boolean fits = Objects.equals(connection.tls(), tls);
            if (fits || !open) {
                youngest.remove();
            }
            if (fits && open) {
                return connection;
            }
        }
        return null;
    }

    /** Keeps the connection, unless the endpoint has been given up. */
    boolean put(UpstreamConnection connection) {
        if (closed) {
            return false;
        }
        idle.addLast(connection);
        return true;
    }

    void remove(UpstreamConnection connection) {
        idle.remove(connection);
    }

    void open() {
        closed = false;
    }

    /** Closes what is idle; what is in use closes when it is put back. */
    void close() {
        closed = true;
        for (UpstreamConnection connection = idle.pollLast(); connection != null; connection = idle.pollLast()) {
            connection.close();
        }
    }
}
