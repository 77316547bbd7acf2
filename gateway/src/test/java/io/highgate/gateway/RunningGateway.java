package io.highgate.gateway;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.center.Center;
import io.highgate.gateway.center.Shelf;
import io.highgate.gateway.flow.LoopThreads;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.registries.Means;
import io.highgate.registries.Openers;
import io.highgate.registries.Registries;
import io.highgate.store.all.Stores;
import io.highgate.store.memory.MemoryStores;
import io.highgate.testkit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** A real gateway on free ports of loopback, as configured by a YAML text or a spec. */
public final class RunningGateway implements AutoCloseable {

    private static final ConfigReader READER = new ConfigReader(OcelotSource.NONE);

    private static final Openers NO_OTHERS = new Openers(null, null, null, null);

    /** What the names of its threads begin with. */
    static final String LOOP = "gateway-loop-";

    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService resolving = Executors.newScheduledThreadPool(1);
    private volatile double cpu;
    private final MemoryStores stores = MemoryStores.open(Ticker.system(), InstantSource.system());
    private final ScheduledExecutorService center = Executors.newScheduledThreadPool(2);
    private final Shelf shelf;
    private Openers openers = NO_OTHERS;
    private final ExecutorService blocking = Executors.newFixedThreadPool(2);
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Gateway gateway;

    private RunningGateway(GatewaySpec spec, Transport transport) {
        this(spec, transport, TlsProvider.best(), 2);
    }

    private RunningGateway(GatewaySpec spec, Transport transport, TlsProvider tls, int loops) {
        shelf = Shelf.NONE;
        gateway = gateway(transport, tls, loops);
        begin(spec, Inheritance.none());
    }

    private RunningGateway(GatewaySpec spec, Function<GatewaySpec, Stores> stores) {
        shelf = Shelf.NONE;
        gateway = gateway(Transport.best(), TlsProvider.best(), 2, stores);
        begin(spec, Inheritance.none());
    }

    private RunningGateway(GatewaySpec spec, Shelf shelf) {
        this(spec, shelf, NO_OTHERS);
    }

    private RunningGateway(GatewaySpec spec, Shelf shelf, Openers openers) {
        this.shelf = shelf;
        this.openers = openers;
        gateway = gateway(Transport.best(), TlsProvider.best(), 2);
        begin(spec, Inheritance.none());
    }

    private RunningGateway(Transport transport, GatewaySpec spec, Inheritance inherited) {
        shelf = Shelf.NONE;
        gateway = gateway(transport, TlsProvider.best(), 2);
        begin(spec, inherited);
    }

    private Gateway gateway(Transport transport, TlsProvider tls, int loops) {
        return gateway(transport, tls, loops, spec -> stores);
    }

    private Gateway gateway(Transport transport, TlsProvider tls, int loops, Function<GatewaySpec, Stores> opened) {
        return new Gateway(new Gateway.Means(
                transport,
                loops,
                new LoopThreads(LOOP, true, RunningGateway::lost),
                background,
                resolving,
                Ticker.system(),
                InstantSource.system(),
                new SplittableRandom(42),
                new PrintStream(console, true, StandardCharsets.UTF_8),
                () -> tls,
                new Keeping(opened, blocking, new SecureRandom(), () -> cpu),
                new Center.Means(center, shelf),
                new Registries(
                        openers, new Means(Ticker.system(), Thread.ofVirtual().factory(), new Random(7)))));
    }

    private static void lost(Thread loop, Throwable reason) {
        new AssertionError(loop.getName() + " has ended", reason).printStackTrace();
    }

    private void begin(GatewaySpec spec, Inheritance inherited) {
        try {
            gateway.open(spec, inherited);
            gateway.accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gateway that forwards everything to one origin. */
    static RunningGateway before(int origin) {
        return before(origin, "");
    }

    /** The same, with more top-level settings. */
    static RunningGateway before(int origin, String settings) {
        return of(toOrigin(origin) + settings);
    }

    static String toOrigin(int port) {
        return """
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            routes: [{name: all, upstream: origin}]
            """.formatted(port);
    }

    static RunningGateway of(String yaml) {
        return new RunningGateway(spec(yaml), Transport.best());
    }

    /** A gateway with stores of the test's own. */
    static RunningGateway of(String yaml, Function<GatewaySpec, Stores> stores) {
        return new RunningGateway(spec(yaml), stores);
    }

    /** A gateway that finds there what it knew of cells before. */
    static RunningGateway of(String yaml, Shelf shelf) {
        return new RunningGateway(spec(yaml), shelf);
    }

    /** A gateway that asks other registries, and finds there what they said before. */
    static RunningGateway of(String yaml, Shelf shelf, Openers openers) {
        return new RunningGateway(spec(yaml), shelf, openers);
    }

    /** A gateway with a listener 'main', on whatever ports the spec says. */
    public static RunningGateway of(GatewaySpec spec) {
        return new RunningGateway(spec, Transport.best());
    }

    static RunningGateway of(String yaml, Transport transport) {
        return new RunningGateway(spec(yaml), transport);
    }

    /** A gateway whose requests all share one event loop, and so its upstream connections. */
    static RunningGateway onOneLoop(String yaml) {
        return new RunningGateway(spec(yaml), Transport.best(), TlsProvider.best(), 1);
    }

    static RunningGateway of(String yaml, TlsProvider tls) {
        return new RunningGateway(spec(yaml), Transport.best(), tls, 2);
    }

    /** A gateway that adopts open ports. */
    static RunningGateway heir(String yaml, Transport transport, Inheritance inherited) {
        return new RunningGateway(transport, spec(yaml), inherited);
    }

    /** A gateway that wants that very port. */
    static RunningGateway onPort(int port) {
        return of("listeners: [{name: second, bind: \"127.0.0.1:" + port + "\"}]\nroutes: [{name: a, respond: {}}]\n");
    }

    static GatewaySpec spec(String yaml) {
        String ports = (yaml.contains("listeners:") ? "" : "listeners: [{bind: \"127.0.0.1:0\"}]\n")
                + (yaml.contains("management:") ? "" : "management: {bind: \"127.0.0.1:0\"}\n");
        ReadResult result = READER.read("test", ports + yaml, new ReadOptions(Compat.OCELOT_25, false), Map.of());
        assertThat(result.accepted()).as(result.problems().toString()).isTrue();
        return Objects.requireNonNull(result.spec());
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.port("main");
    }

    public Wire connect() {
        return Wire.to(port());
    }

    /** Sends a whole request on a new connection and returns the answer, framed by its length. */
    public String ask(String request) {
        try (Wire wire = connect()) {
            return wire.send(request).readAnswer();
        }
    }

    String get(String path) {
        return ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** Asks the management port. */
    String manage(String method, String path) {
        return manage(method, path, "");
    }

    /** Asks the management port, with further header lines, each with its line end. */
    String manage(String method, String path, String fields) {
        try (Wire wire = Wire.to(gateway.managementPort())) {
            return wire.send(method + " " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n")
                    .readAnswer();
        }
    }

    /** From now on the host seems to be as busy, 0 to 1. */
    void cpu(double used) {
        cpu = used;
    }

    /** What it keeps in memory. */
    public MemoryStores stores() {
        return stores;
    }

    String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** Waits, with a deadline, for something that another thread brings about. */
    static void eventually(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after ten seconds").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        gateway.close();
        background.shutdownNow();
        resolving.shutdownNow();
        blocking.shutdownNow();
        center.shutdownNow();
    }
}
