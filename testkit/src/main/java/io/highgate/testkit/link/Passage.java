package io.highgate.testkit.link;

import java.io.IOException;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link FaultyLink}: two sockets and what passes between them. Thread-safe. */
final class Passage {

    private final Socket client;
    private final Socket origin;
    private final Flow toOrigin;
    private final Flow toClient;
    private final Consumer<Passage> whenOver;
    private final AtomicInteger flows = new AtomicInteger(2);

    Passage(Socket client, Socket origin, SplittableRandom random, Consumer<Passage> whenOver) throws IOException {
        this.client = client;
        this.origin = origin;
        this.whenOver = whenOver;
        client.setTcpNoDelay(true);
        origin.setTcpNoDelay(true);
        toOrigin = new Flow(this, client, origin, random.split());
        toClient = new Flow(this, origin, client, random.split());
    }

    void start() {
        Thread.ofVirtual().start(toOrigin);
        Thread.ofVirtual().start(toClient);
    }

    void fault(Way way, Fault fault) {
        switch (way) {
            case TO_ORIGIN -> toOrigin.fault(fault);
            case TO_CLIENT -> toClient.fault(fault);
        }
    }

    /** One direction has ended; behind the second one all is over. */
    void ended() {
        if (flows.decrementAndGet() == 0) {
            cut();
        }
    }

    void cut() {
        close(client, false);
        close(origin, false);
        over();
    }

    void reset() {
        close(client, true);
        close(origin, true);
        over();
    }

    private void over() {
        toOrigin.stop();
        toClient.stop();
        whenOver.accept(this);
    }

    private static void close(Socket socket, boolean reset) {
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException closed) {
            // It is closed already: what was wanted.
        }
    }
}
