package io.highgate.app.takeover;

import io.highgate.gateway.Gateway;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gateway comes by its ports: from the process that runs, from systemd, or by opening them.
 * Immutable.
 *
 * @param wish whether a running process is to be taken over
 * @param socket where a running process waits for a successor, this one included
 */
public record Succession(Wish wish, Path socket, Systemd systemd) {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** Whether a running process is to be taken over. */
    public enum Wish {
        /** No: ports that are taken are in the way. */
        NONE,
        /** If there is one; else the start is an ordinary one. */
        IF_RUNNING,
        /** Yes; without one there is nothing to do. */
        REQUIRED
    }

    /** A take-over did not come about; whoever served before goes on. */
    public static final class NotTakenOver extends IOException {

        private static final long serialVersionUID = 1;

        NotTakenOver(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * The process that runs, or null if none is to be taken over.
     *
     * @throws NotTakenOver if one is to be, and there is none
     */
    public @Nullable TakeOver reach(Gateway gateway) throws NotTakenOver {
        if (wish == Wish.NONE) {
            return null;
        }
        if (!gateway.handsOver()) {
            throw new NotTakenOver(
                    "ports cannot be taken over with the JDK's own sockets (NIO): that needs Linux with io_uring or"
                            + " epoll, and Netty's native library",
                    null);
        }
        try {
            return TakeOver.at(socket);
        } catch (IOException e) {
            if (wish == Wish.IF_RUNNING) {
                LOG.info("nobody to take over at {} ({}); starting as usual", socket, e.getMessage());
                return null;
            }
            throw new NotTakenOver(
                    "no gateway of this user that could be taken over runs at " + socket + " (" + e.getMessage()
                            + "). Start one without --take-over, or use --take-over=if-running",
                    e);
        }
    }

    /**
     * Opens all ports and accepts.
     *
     * @param before the process that is taken over, if any
     * @throws IOException if a port cannot be had; the gateway is closed then, and the process before
     *     goes on
     */
    public void start(Gateway gateway, GatewaySpec spec, @Nullable TakeOver before) throws IOException {
        if (before == null) {
            gateway.open(spec, gateway.handsOver() ? systemd.sockets() : Inheritance.none());
            gateway.accept();
        } else {
            takeOver(gateway, spec, before);
        }
        systemd.ready();
    }

    private static void takeOver(Gateway gateway, GatewaySpec spec, TakeOver before) throws IOException {
        gateway.open(spec, before.ask(spec));
        try {
            before.begin();
        } catch (IOException e) {
            gateway.close();
            throw new NotTakenOver("the running gateway did not let go of its ports: " + e.getMessage(), e);
        }
        gateway.accept();
        before.finish();
    }

    /** Lets a later process take this one over; null where the transport cannot. */
    public @Nullable HandOver await(Gateway gateway) {
        if (!gateway.handsOver()) {
            LOG.info("no other process can take over: the JDK's own sockets (NIO) cannot be given away");
            return null;
        }
        HandOver handOver = new HandOver(socket, gateway.departure());
        handOver.start();
        return handOver;
    }
}
