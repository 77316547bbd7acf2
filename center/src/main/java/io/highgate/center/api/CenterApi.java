package io.highgate.center.api;

import io.highgate.center.Center;
import io.highgate.center.access.Doorkeeper;
import io.highgate.center.access.FailedTries;
import io.highgate.center.access.KeyCallers;
import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KnownKeys;
import io.highgate.center.access.MasterKey;
import io.highgate.center.access.OidcCallers;
import io.highgate.center.access.SessionCallers;
import io.highgate.center.api.account.LoginRoutes;
import io.highgate.center.api.audit.AuditRoutes;
import io.highgate.center.api.cell.CellRoutes;
import io.highgate.center.api.cell.InstanceRoutes;
import io.highgate.center.api.cell.ReportRoutes;
import io.highgate.center.api.cell.StreamRoutes;
import io.highgate.center.api.count.CellFigures;
import io.highgate.center.api.count.MetricsRoutes;
import io.highgate.center.api.count.Traffic;
import io.highgate.center.api.docs.DocsRoutes;
import io.highgate.center.api.health.HealthRoutes;
import io.highgate.center.api.key.KeyRoutes;
import io.highgate.center.api.red.RedRoutes;
import io.highgate.center.api.route.Route;
import io.highgate.center.api.route.Routes;
import io.highgate.center.api.seed.GatewayCenterRoutes;
import io.highgate.center.api.seed.GovernanceRoutes;
import io.highgate.center.api.seed.TrafficRoutes;
import io.highgate.center.api.serve.CenterServer;
import io.highgate.center.audit.Journal;
import io.highgate.center.enrol.Enrolment;
import io.highgate.center.red.Red;
import io.highgate.center.red.Shared;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A center's doors: who may come in, what each path leads to, and the listener. {@link #start}, {@link
 * #stop}; thread-safe in between.
 */
public final class CenterApi {

    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_WAITING_ENTRIES = 10_000;
    private static final int ID_OCTETS = 8;

    private final CenterMeans means;
    private final Journal journal;
    private final KeyDesk desk;
    private final KnownKeys known;
    private final Red red;
    private final Shared shared;
    private final Routes routes;
    private final CenterServer server;

    public CenterApi(CenterTerms terms, CenterMeans means) {
        this.means = means;
        CenterMeans.Around around = means.around();
        CenterMeans.Kept kept = means.kept();
        MasterKey master = new MasterKey(terms.masterKey());
        known = new KnownKeys(kept.keys(), around.ticker());
        journal = new Journal(kept.audit(), around.clock(), around.ticker(), MOST_WAITING_ENTRIES);
        desk = new KeyDesk(new KeyDesk.Means(kept.keys(), known, master, journal, around.clock(), around.chance()));
        SessionCallers sessions = new SessionCallers(kept.sessions(), terms.roles(), around.clock(), SESSION_PATIENCE);
        Doorkeeper door = new Doorkeeper(
                new Doorkeeper.Means(
                        new KeyCallers(known, master, around.clock()),
                        sessions,
                        terms.issuer() == null ? null : new OidcCallers(terms.issuer(), around.clock()),
                        new FailedTries(terms.failedTries(), around.ticker())),
                terms.openToLoopback());
        red = new Red(around.ticker());
        shared = new Shared(red, kept.news(), requestId(), around.clock()::millis, around.blocking());
        Traffic traffic = new Traffic();
        routes = new Routes(all(terms, door, sessions, traffic));
        Runnable full = means.center().warden()::noRoom;
        server = new CenterServer(
                terms.server(), routes, new CenterServer.Means(door, around.ticker(), this::requestId, traffic, full));
    }

    private String requestId() {
        byte[] octets = new byte[ID_OCTETS];
        means.around().chance().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private List<Route> all(CenterTerms terms, Doorkeeper door, SessionCallers sessions, Traffic traffic) {
        Center center = means.center();
        CenterMeans.Kept kept = means.kept();
        CenterMeans.Around around = means.around();
        Enrolment enrolment = new Enrolment(
                new Enrolment.Means(center.registry(), kept.standing(), journal, around.blocking(), around.ticker()));
        Vitals vitals = new Vitals(center, journal, this::server);
        HealthRoutes health = new HealthRoutes(
                vitals.checkup(means.checks(), around), vitals::isReady, vitals::metrics, around.clock());
        GatewayCenterRoutes seeds = new GatewayCenterRoutes(
                new GatewayCenterRoutes.Means(door, known, desk, enrolment, terms.rules(), kept.interfaces(), journal));
        return Stream.of(
                        health.all(),
                        new MetricsRoutes(
                                        traffic,
                                        new CellFigures(center.registry()::view),
                                        () -> vitals.figures(means.figures().get()))
                                .all(),
                        new DocsRoutes().all(),
                        new LoginRoutes(means.signIn(), sessions, journal).all(),
                        new KeyRoutes(desk).all(),
                        new AuditRoutes(kept.audit()).all(),
                        new InstanceRoutes(center.registry(), enrolment, terms.rules()).all(),
                        new CellRoutes(center.registry()).all(),
                        new StreamRoutes(center.feed()).all(),
                        new ReportRoutes(center.patrol()).all(),
                        new GovernanceRoutes(
                                        center.registry(),
                                        enrolment,
                                        terms.rules(),
                                        new GovernanceRoutes.Means(around.chance(), center.patrol()::lastAsked))
                                .all(),
                        new TrafficRoutes(red, shared, around.clock()).all(),
                        new RedRoutes(red, shared, around.clock()).all(),
                        seeds.all())
                .flatMap(List::stream)
                .toList();
    }

    private CenterServer server() {
        return server;
    }

    /** All paths. */
    public Routes routes() {
        return routes;
    }

    /** Gives keys out without asking who asks: for whoever has the machine, as the command line. */
    public KeyDesk desk() {
        return desk;
    }

    /** Listens from now on; throws if the port is taken. */
    public CenterApi start() {
        CenterServer ignored = server.start();
        shared.start();
        return this;
    }

    /** The port that it listens at. */
    public int port() {
        return server.port();
    }

    /** What has to be looked at each second or so: readers that are too slow, entries that wait. Blocks. */
    public void tend() {
        server.sweep();
        boolean ignored = journal.flush();
    }

    /**
     * Refuses what comes from now on, ends streams, and waits for what is under way but not longer than this;
     * health is told on.
     *
     * @return whether all of it ended in time
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        boolean all = server.drain(atMost);
        return journal.flush() && all;
    }

    /** As {@link #drain}, and listens no more. */
    public boolean stop(Duration atMost) throws InterruptedException {
        boolean all = drain(atMost);
        server.close();
        return all;
    }
}
