package io.highgate.gateway;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.listen.ListeningSocket;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gateway leaves. It stops: nobody serves after it, and who comes is told so. Or it is
 * succeeded: another process has its ports, and it serves who is still connected to the end.
 * Thread-safe.
 */
public final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** What is left of a drain when WebSockets are told that the gateway goes. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Admission admission;
    private final Listeners listeners;
    private final Ports ports;
    private final Ticker ticker;
    private volatile Runnable begun = () -> {};
    private volatile boolean kept;

    Departure(Admission admission, Listeners listeners, Ports ports, Ticker ticker) {
        this.admission = admission;
        this.listeners = listeners;
        this.ports = ports;
        this.ticker = ticker;
    }

    /** Whether a supervisor keeps the ports open for the next process. */
    void portsAreKept(boolean are) {
        kept = are;
    }

    /** Has someone told when it begins, whoever asked for it; at most one. */
    void onBegun(Runnable told) {
        begun = told;
    }

    /** The sockets of all ports, for a process that takes them over. */
    public List<ListeningSocket> sockets() {
        return ports.sockets();
    }

    /** Accepts no more for a moment, in which another process begins to. */
    public void pause() {
        ports.accept(false);
    }

    /** Accepts again, because the other process did not. */
    public void resume() {
        ports.accept(true);
    }

    /**
     * Another process accepts on the ports: lets go of them and drains, but serves what still comes
     * over the connections that are open.
     */
    public synchronized void succeed() {
        if (!admission.isDraining()) {
            LOG.info("draining for a successor: {} requests under way", admission.inFlight());
            admission.succeed();
            ports.leave();
            begun.run();
        }
    }

    /** Stops, unless the ports are kept: there connections wait for the next process. */
    synchronized void stop() {
        if (admission.isDraining()) {
            return;
        }
        LOG.info("draining: {} requests under way", admission.inFlight());
        if (kept) {
            admission.awaitSuccessor();
            ports.leave();
        } else {
            admission.beginDrain();
            listeners.drain();
        }
        begun.run();
    }

    boolean awaitDrained(Duration atMost) throws InterruptedException {
        long deadline = ticker.nanos() + atMost.toNanos();
        long lastWords = Math.min(LAST_WORDS.toNanos(), atMost.toNanos() / 4);
        if (!admission.awaitEmpty(ticker, deadline - lastWords)) {
            listeners.goAway();
        }
        return admission.awaitEmpty(ticker, deadline) && listeners.awaitClosed(ticker, deadline);
    }
}
