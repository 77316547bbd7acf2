package io.highgate.testkit.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of loopback that leads to another one, over connections that do what a test tells them: cut,
 * reset, stall, delay, trickle, corrupt, and heal, for each direction, for the connections that are open
 * or for those to come. What chance decides follows from the seed and the order of connections.
 * Thread-safe; each connection has two virtual threads.
 */
public final class FaultyLink implements Closeable {

    private final int origin;
    private final int port;
    private final SplittableRandom seeds;
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();
    private final Map<Way, Fault> atBirth = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile ServerSocket server;
    private volatile Thread accepting;

    private FaultyLink(int origin, long seed) {
        this.origin = origin;
        this.seeds = new SplittableRandom(seed);
        this.server = listen(0);
        this.port = server.getLocalPort();
        this.accepting = accept(server);
    }

    /** A link to a port of this machine, without any fault at first. */
    public static FaultyLink to(int origin) {
        return new FaultyLink(origin, 1);
    }

    /** The same with another seed. */
    public static FaultyLink to(int origin, long seed) {
        return new FaultyLink(origin, seed);
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread accept(ServerSocket at) {
        return Thread.ofVirtual().start(() -> {
            while (!at.isClosed()) {
                try {
                    join(at.accept());
                } catch (IOException closed) {
                    // By refuse or close: the only ways in which accept fails here.
                }
            }
        });
    }

    private void join(Socket client) throws IOException {
        accepted.incrementAndGet();
        Socket to;
        try {
            to = new Socket(InetAddress.getLoopbackAddress(), origin);
        } catch (IOException refused) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        Passage passage = new Passage(client, to, seeds.split(), open::remove);
        open.add(passage);
        atBirth.forEach(passage::fault);
        passage.start();
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that are open at one end at least. */
    public int open() {
        return open.size();
    }

    /** From now on this happens to octets that go this way, over all connections. */
    public FaultyLink fault(Way way, Fault fault) {
        return faultNew(way, fault).faultOpen(way, fault);
    }

    /** The same for connections that are opened from now on. */
    public FaultyLink faultNew(Way way, Fault fault) {
        atBirth.put(way, fault);
        return this;
    }

    /** The same for connections that are open now. */
    public FaultyLink faultOpen(Way way, Fault fault) {
        open.forEach(it -> it.fault(way, fault));
        return this;
    }

    /** Nothing passes in either direction, over any connection; new ones are still accepted. */
    public FaultyLink blackHole() {
        return fault(Way.TO_ORIGIN, new Fault.Stall()).fault(Way.TO_CLIENT, new Fault.Stall());
    }

    /** No fault any more; what was held passes, and new connections are accepted. */
    public FaultyLink heal() {
        fault(Way.TO_ORIGIN, Fault.NONE).fault(Way.TO_CLIENT, Fault.NONE);
        if (server.isClosed()) {
            server = listen(port);
            accepting = accept(server);
        }
        return this;
    }

    /** Ends all open connections with a reset at both ends. */
    public FaultyLink reset() {
        open.forEach(Passage::reset);
        return this;
    }

    /** Ends all open connections properly at both ends, wherever they are in what they say. */
    public FaultyLink cut() {
        open.forEach(Passage::cut);
        return this;
    }

    /** Refuses new connections until it is healed; open ones go on. */
    public FaultyLink refuse() {
        try {
            server.close();
            accepting.join(); // only now does the kernel refuse
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return this;
        }
    }

    /** Accepts no more, and cuts what is open. */
    @Override
    public void close() {
        refuse();
        cut();
    }
}
