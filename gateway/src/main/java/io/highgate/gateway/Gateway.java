package io.highgate.gateway;

import io.highgate.base.problem.Problem;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.admin.Operations;
import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.admit.Watch;
import io.highgate.gateway.center.Center;
import io.highgate.gateway.center.red.Counted;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.observe.Observer;
import io.highgate.gateway.snapshot.Snapshot;
import io.highgate.gateway.snapshot.Snapshots;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.gateway.upstream.Endpoints;
import io.highgate.gateway.upstream.Names;
import io.highgate.gateway.upstream.discover.Discovery;
import io.highgate.gateway.upstream.discover.Others;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.registries.Registries;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway process's data plane as a whole: starts from a checked configuration, takes others while
 * it runs, drains and stops. Thread-safe.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How long a key encrypts session tickets. */
    private static final Duration TICKETS = Duration.ofHours(8);

    private final Means means;
    private final Loops loops;
    private final Admission admission = new Admission();
    private final Observer observer;
    private final Snapshots snapshots;
    private final Listeners listeners;
    private final Cells cells;
    private final Endpoints endpoints;
    private final Ports ports;
    private final Publishing publishing;
    private final Departure departure;
    private @Nullable Front front;
    private boolean closed;

    /**
     * What the gateway is made with: threads, time, chance and a console are handed in. Names are
     * looked up on threads of their own, since a resolver may hang for long.
     *
     * @param registries those of others; closed with the gateway
     */
    public record Means(
            Transport transport,
            int loops,
            ThreadFactory threads,
            ScheduledExecutorService background,
            ScheduledExecutorService resolving,
            Ticker ticker,
            InstantSource clock,
            SplittableRandom random,
            PrintStream console,
            Supplier<TlsProvider> tls,
            Keeping keeping,
            Center.Means center,
            Registries registries) {}

    public Gateway(Means means) {
        this.means = means;
        this.loops = new Loops(
                means.transport(),
                means.loops(),
                new Loops.Means(means.threads(), means.ticker(), means.clock(), means.random()));
        Counted counted = Counted.by(means.loops(), means.ticker());
        this.observer = new Observer(means.loops(), means.clock(), counted);
        Center center = new Center(
                means.center(), means.ticker(), means.clock(), means.random().split(), counted);
        this.cells = new Cells(center, means.background(), means.ticker());
        this.endpoints = new Endpoints(
                loops,
                new Names(means.resolving()),
                new Discovery(
                        means.ticker(),
                        means.resolving(),
                        means.threads(),
                        means.random().split(),
                        center,
                        new Others(
                                means.registries(),
                                means.center().shelf(),
                                means.center().executor())),
                center.witness());
        this.snapshots = new Snapshots(endpoints, loops, means.clock());
        this.listeners = new Listeners(loops);
        this.ports = new Ports(listeners, loops);
        this.publishing = new Publishing(means, admission, observer, snapshots, listeners);
        this.departure = new Departure(admission, listeners, ports, means.ticker());
    }

    /**
     * Opens all ports and serves.
     *
     * @throws IOException naming the address, if a port cannot be bound; nothing is left open then
     */
    public void start(GatewaySpec spec) throws IOException {
        open(spec, Inheritance.none());
        accept();
    }

    /**
     * Opens all ports, those that were inherited as they are, but does not accept yet.
     *
     * @throws IOException as {@link #start}
     */
    public synchronized void open(GatewaySpec wanted, Inheritance inherited) throws IOException {
        cells.watch(this::publishCells);
        GatewaySpec spec = cells.first(wanted, means);
        TlsPlan plan = TlsPlan.needed(spec, means);
        loops.start();
        Front opened = new Front(publishing.path(spec, plan), admission);
        front = opened;
        AccessLogs.take(spec.accessLog(), observer, means);
        admission.adopt(spec, means.ticker().nanos());
        publishing.light().adopt(spec.overload().redLight());
        loops.backlogs().bound(spec.limits().buffers());
        try {
            listeners.bind(spec.listeners(), opened, plan.listeners(), inherited);
            ports.manage(operations(opened), spec.management(), inherited, means.background());
        } catch (IOException e) {
            close();
            throw e;
        }
        new Watch(
                        loops,
                        admission,
                        () -> opened.current().snapshot().spec().limits().inFlight(),
                        publishing.light()::look)
                .start();
        cells.taken(wanted, plan.files());
        departure.portsAreKept(inherited.isKept());
        inherited.closeRest().forEach(unused -> LOG.warn("inherited, but no listener is meant by it: {}", unused));
        snapshots.taken();
        means.background()
                .scheduleAtFixedRate(
                        listeners::rotateTickets, TICKETS.toSeconds(), TICKETS.toSeconds(), TimeUnit.SECONDS);
    }

    /** Accepts from now on: connections find an open port since it was {@link #open opened}. */
    public synchronized void accept() {
        GatewaySpec spec = serving().current().snapshot().spec();
        ports.accept(true);
        publishing.serves(spec);
        LOG.info(
                "serving {} routes to {} upstreams on {} over {}",
                spec.routes().size(),
                spec.upstreams().size(),
                listeners,
                loops.transport());
    }

    private Operations operations(Front opened) {
        return new Operations(new Operations.Gateway(
                () -> opened.current().snapshot(),
                snapshots,
                endpoints,
                admission,
                observer,
                loops,
                this::beginDrain,
                listeners::all,
                publishing::keys,
                publishing::limits,
                publishing::stores,
                cells.center()::figures));
    }

    /** Offers a checked configuration. Either all of it is taken, in one swap, or nothing changes. */
    public synchronized Publication publish(GatewaySpec spec) {
        Publication publication = publishing.publish(cells.beside(spec), serving());
        if (!(publication instanceof Publication.Refused)) {
            loops.backlogs().bound(spec.limits().buffers());
            cells.taken(spec, snapshot().files());
        }
        return publication;
    }

    /** The center knows other cells than before. */
    private synchronized void publishCells() {
        if (!closed && front != null) {
            Snapshots.Refusal refusal = snapshots.lastRefusal();
            publishing.publish(cells.now(), serving());
            snapshots.remember(refusal); // a file that is wrong is no better for it
        }
    }

    /** Remembers, for metrics and operators, a configuration that did not get as far as an offer. */
    public void refused(List<Problem> problems, String source) {
        publishing.refused(problems, source, serving());
    }

    private Front serving() {
        if (front == null) {
            throw new IllegalStateException("the gateway has not been started");
        }
        return front;
    }

    /** Has the metrics say how many configurations in use could not be kept on disk. */
    public void countUnkept(LongSupplier count) {
        snapshots.countUnkept(count);
    }

    /** The files that list endpoints of upstreams, which somebody has to watch. */
    public Set<Path> endpointFiles() {
        return endpoints.discovery().files();
    }

    /** Those files may have changed: reads them, on this thread; a broken one changes nothing. */
    public void readEndpointFiles() {
        endpoints.discovery().lookAtFiles();
    }

    /** What serves requests now. */
    public Snapshot snapshot() {
        return serving().current().snapshot();
    }

    /** The stops of the path that serves now. */
    List<RequestPath.Stop> stops() {
        return serving().current().stops();
    }

    /** The port a listener was bound to. */
    public int port(String listener) {
        return listeners.port(listener);
    }

    /** The port of the management listener. */
    public int managementPort() {
        return ports.managementPort();
    }

    /** Requests under way. */
    public int inFlight() {
        return admission.inFlight();
    }

    /** Has someone told when the drain begins, whoever asked for it; at most one. */
    public void onDrain(Runnable begun) {
        departure.onBegun(begun);
    }

    /** Whether this gateway can give its ports to another process, and take those of one. */
    public boolean handsOver() {
        return loops.transport().adopts();
    }

    /** How it leaves its ports to another process. */
    public Departure departure() {
        return departure;
    }

    /**
     * From now on new requests are answered 503 and connections close behind their answers; unless a
     * supervisor keeps the ports, where new connections wait for the next process.
     */
    public void beginDrain() {
        departure.stop();
    }

    /**
     * Waits until no request is under way and every answer has left; WebSockets are closed when the
     * time is nearly up. False if that took too long.
     */
    public boolean awaitDrained(Duration atMost) throws InterruptedException {
        return departure.awaitDrained(atMost);
    }

    /** Closes everything at once; drain first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ports.close();
        cells.center().close();
        if (front != null) {
            endpoints.release(front.current().snapshot().upstreams());
        }
        endpoints.discovery().close();
        loops.stop();
        listeners.release();
        publishing.close();
        AccessLogs.close(observer);
    }
}
