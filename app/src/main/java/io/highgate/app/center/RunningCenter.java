package io.highgate.app.center;

import io.highgate.app.logs.LogSetup;
import io.highgate.app.stores.ProcessStores;
import io.highgate.base.time.ThreadAgenda;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Secret;
import io.highgate.center.Center;
import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.SessionCallers;
import io.highgate.center.adopt.Adoption;
import io.highgate.center.api.CenterApi;
import io.highgate.center.api.CenterTerms;
import io.highgate.center.api.serve.ServerTerms;
import io.highgate.center.cells.AddressRules;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.enrol.Named;
import io.highgate.center.enrol.Standings;
import io.highgate.center.patrol.ask.HttpProber;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.GovernanceSpec;
import io.highgate.store.StoreAwayException;
import io.highgate.store.key.KeyKind;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A center of this process: its domain, its doors, and the threads that both run on. Thread-safe. */
public final class RunningCenter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningCenter.class);

    /** A database that is there has opened within this. */
    private static final Duration OWN_KEY = Duration.ofSeconds(5);

    private static final int NAME_OCTETS = 4;

    private final GovernanceSpec spec;
    private final ScheduledExecutorService thread;
    private final ScheduledExecutorService tending;
    private final ExecutorService blocking;
    private final Center center;
    private final AdoptedRegistries adopted;
    private final Adoption adoption;
    private final CenterApi api;
    private final OwnKeys keys;
    private final @Nullable CenterTls tls;
    private final Runnable begin;
    private final String name;

    /**
     * A center that has not begun yet.
     *
     * @param folder where its own secrets are kept
     * @throws IOException naming the file, if they or its certificates cannot be used
     */
    public RunningCenter(GatewaySpec all, ProcessStores stores, Path folder) throws IOException {
        LogSetup.bridge();
        SecureRandom secrets = new SecureRandom();
        spec = all.governance();
        name = spec.name() == null ? madeUp(secrets) : spec.name();
        keys = new OwnKeys(folder);
        tls = spec.tls() == null ? null : CenterTls.open(spec.tls(), InstantSource.system());
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("center").daemon().factory());
        tending = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("center-tending").daemon().factory());
        blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("center-blocking-", 0).factory());
        ThreadAgenda agenda = new ThreadAgenda(
                thread,
                Ticker.system(),
                defect -> LOG.error("a defect in Highgate: a task of the center failed", defect));
        AddressRules addresses = new AddressRules(true);
        HttpProber prober =
                new HttpProber(blocking, Ticker.system(), addresses, (SSLSocketFactory) SSLSocketFactory.getDefault());
        center = new Center(
                new Center.Means(
                        name,
                        stores.registry(),
                        stores.leases(),
                        agenda,
                        prober,
                        new SplittableRandom(),
                        InstantSource.system()),
                CenterTranslation.patrol(spec.patrol()),
                CenterTranslation.guard(spec.guard()));
        Standings standings = new Standings(stores.standing(), center.registry(), center.duties(), agenda, blocking);
        Named named = new Named(center.registry(), agenda, CenterTranslation.named(all));
        adopted = adopted(all);
        adoption = new Adoption(adopted.origins(), center.registry(), center.duties(), agenda);
        begin = () -> {
            adoption.start();
            standings.start();
            named.start();
            center.start();
        };
        api = new CenterApi(
                terms(keys.masterKey(spec.masterKey(), secrets), addresses),
                new Behind(all, stores, secrets, blocking).means(center, adoption));
    }

    private static AdoptedRegistries adopted(GatewaySpec all) throws IOException {
        try {
            return new AdoptedRegistries(all);
        } catch (IllegalArgumentException e) {
            throw new IOException("registries: " + e.getMessage(), e);
        }
    }

    private static String madeUp(SecureRandom chance) {
        byte[] octets = new byte[NAME_OCTETS];
        chance.nextBytes(octets);
        return "center-" + HexFormat.of().formatHex(octets);
    }

    private CenterTerms terms(Secret masterKey, AddressRules addresses) throws IOException {
        InetAddress bind = InetAddress.getByName(spec.bind().host());
        ServerTerms server = new ServerTerms(
                bind,
                spec.bind().port(),
                tls == null ? null : tls::context,
                tls == null ? ServerTerms.Certificates.NONE : tls.certificates(),
                spec.envelopeErrorsAre200(),
                ServerTerms.Bounds.USUAL);
        return new CenterTerms(
                server,
                masterKey,
                CenterTranslation.issuer(spec.operators()),
                SessionCallers.USUAL,
                spec.openToLoopback(),
                CenterTerms.USUAL_TRIES,
                new InstanceRules(addresses));
    }

    /**
     * Takes part and listens from now on.
     *
     * @throws IOException if the port is taken; everything is closed then
     */
    public void start() throws IOException {
        begin.run();
        awaitOwnKey();
        try {
            CenterApi ignored = api.start();
        } catch (RuntimeException e) {
            close();
            IOException taken = new BindException(spec.bind() + " cannot be listened at: " + reason(e));
            taken.initCause(e);
            throw taken;
        }
        tending.scheduleWithFixedDelay(this::tend, 1, 1, TimeUnit.SECONDS);
        LOG.info("center {} listens at {}:{}{}", name, spec.bind().host(), port(), tls == null ? "" : " (https)");
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private void tend() {
        try {
            api.tend();
            if (tls != null) {
                tls.look();
            }
        } catch (RuntimeException e) {
            LOG.error("a defect in Highgate: looking after the center failed", e);
        }
    }

    /** Before anybody can ask, who has the machine has a key; but not at any price. */
    private void awaitOwnKey() {
        try {
            blocking.submit(this::ownKey).get(OWN_KEY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the database does not answer: the key of an operator of this machine comes when it does");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a key could not be made", e.getCause());
        }
    }

    /** A database that is away is no reason not to start: the key is there at the next start. */
    private void ownKey() {
        try {
            KeyDesk.Given given = keys.operator(name, api.desk());
            LOG.info(
                    "the key {} of an operator of this machine is in {}",
                    given.key().safeKey(),
                    keys.operatorFile());
        } catch (IOException | StoreAwayException e) {
            LOG.warn("no key for an operator of this machine: {}", e.getMessage());
        }
    }

    /** A service key for a gateway of this machine, kept in the state folder. */
    public KeyDesk.Given gatewayKey(String gateway) throws IOException {
        return keys.key("gateway.key", new KeyDesk.Wanted(KeyKind.GATEWAY, gateway, null, null), api.desk());
    }

    /**
     * The environment variables by which a gateway of this machine follows this center, with a key of its own.
     *
     * @throws IOException if the key cannot be kept
     */
    public Map<String, String> followed(String gateway) throws IOException {
        KeyDesk.Given key = gatewayKey(gateway);
        return Map.of(
                "GOVERNANCE_URL",
                "http://127.0.0.1:" + port(),
                "GATEWAY_CENTER_KEY",
                key.key().safeKey(),
                "GATEWAY_CENTER_SECRET",
                key.secret().reveal());
    }

    /** The port that it listens at. */
    public int port() {
        return api.port();
    }

    public Center center() {
        return center;
    }

    /** Gives keys out for whoever has the machine. */
    public KeyDesk desk() {
        return Objects.requireNonNull(api.desk());
    }

    /** Leaves its work to other centers, lets requests under way end for as long as is configured, and closes. */
    public void stop() throws InterruptedException {
        center.end();
        Duration patience = spec.drain();
        boolean all = api.stop(patience);
        LOG.info(all ? "center {} stopped" : "center {} stopped with requests under way", name);
        close();
    }

    /** Closes at once what is left. */
    @Override
    public void close() {
        adopted.close();
        thread.shutdownNow();
        tending.shutdownNow();
        blocking.shutdownNow();
    }
}
