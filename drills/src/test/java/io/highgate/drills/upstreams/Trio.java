package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.drills.client.Calm;
import io.highgate.drills.client.Paced;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.Memory;
import io.highgate.drills.process.RunningGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three origins, a gateway before them and a paced load on it: what all these drills begin with. {@code
 * highgate.drill.rate} is the percentage of the load (1,000 GET/s and 200 POST/s), {@code
 * highgate.drill.longer} a factor for how long each phase is. Confined to the drill's thread.
 */
final class Trio implements AutoCloseable {

    static final int GETS = perSecond(1_000);
    static final int POSTS = perSecond(200);

    private static final int LONGER = Integer.getInteger("highgate.drill.longer", 1);
    private static final Duration BEGIN = Duration.ofSeconds(1);

    /** Of a smaller part of the load than a quarter nothing can be told but what becomes of each request. */
    private static final int SMALLEST_PART = 4;

    /** In percent: so long an event loop may wait for a processor and still be said to have one. */
    private static final int WAITED = 50;

    private final List<OriginAtWork> origins;
    private final RunningGateway gateway;
    private final Paced load;
    private boolean calm;
    private int part = 1;
    private Lateness loops;
    private long began;

    private Trio(List<OriginAtWork> origins, RunningGateway gateway) {
        this.origins = origins;
        this.gateway = gateway;
        this.load = fresh();
        this.loops = loops();
    }

    /** With these settings of the upstream, beside its endpoints, in YAML's flow style. */
    static Trio before(Path folder, String settings) {
        return before(folder, it -> it, settings);
    }

    /** With other origins. */
    static Trio before(Path folder, UnaryOperator<OriginAtWork.Setup> each, String settings) {
        List<OriginAtWork> origins = Stream.of("one", "two", "three")
                .map(name -> OriginAtWork.launch(each.apply(OriginAtWork.Setup.of(name, folder))))
                .toList();
        List<String> addresses = origins.stream().map(OriginAtWork::address).toList();
        return new Trio(origins, gateway(folder, origins, addresses, settings));
    }

    /** With origins that the gateway knows by other addresses than their own. */
    static Trio of(Path folder, List<OriginAtWork> origins, List<String> addresses, String settings) {
        return new Trio(origins, gateway(folder, origins, addresses, settings));
    }

    private static RunningGateway gateway(
            Path folder, List<OriginAtWork> origins, List<String> addresses, String settings) {
        try {
            origins.forEach(OriginAtWork::awaitListening);
            return GatewaySetup.in(folder).withJvmFlags(Memory.FLAG).start("""
                    upstreams:
                      trio: {endpoints: [%s], %s}
                    routes: [{name: itself, path: /itself, respond: {body: x}}, {name: all, upstream: trio}]
                    """.formatted(
                            addresses.stream().map(it -> "'" + it + "'").collect(Collectors.joining(", ")), settings));
        } catch (AssertionError failed) {
            origins.forEach(OriginAtWork::close);
            throw failed;
        }
    }

    static int perSecond(int full) {
        return Math.max(1, full * Integer.getInteger("highgate.drill.rate", 100) / 100);
    }

    /**
     * Lets everybody warm up under a third of the load, and begins with the load, or as much of it as this machine
     * carries.
     */
    Trio underLoad(int gets, int posts) {
        Calm.trial(gets / 3, this::fresh);
        part = Calm.part(gets + posts, this::fresh);
        return begin(gets / part, posts / part);
    }

    /**
     * Lets everybody warm up under so many GETs a second, and begins with more than the origins can do. Who gives out
     * the answers of the gateway itself at this pace without making anybody wait has time for the drill.
     */
    Trio overloaded(int warmingUp, int gets) {
        calm = Calm.was(Calm.trial(gets, () -> Paced.on(gateway.port(), "/itself")));
        Calm.trial(warmingUp, this::fresh);
        return begin(gets, 0);
    }

    private Paced fresh() {
        return Paced.on(gateway.port(), "/");
    }

    private Trio begin(int gets, int posts) {
        System.out.println("drill: " + gets + " GET/s, " + posts + " POST/s");
        loops = loops();
        began = System.nanoTime();
        load.with("GET", Math.max(1, gets));
        if (posts > 0) {
            load.with("POST", posts);
        }
        return letPass(BEGIN);
    }

    /** The load goes on for so long, or some times as long by a system property. */
    Trio goOn(Duration phase) {
        return letPass(phase.multipliedBy(LONGER));
    }

    private Trio letPass(Duration time) {
        Calm.letPass(time);
        return this;
    }

    OriginAtWork one() {
        return origins.getFirst();
    }

    List<OriginAtWork> origins() {
        return origins;
    }

    RunningGateway gateway() {
        return gateway;
    }

    Paced load() {
        return load;
    }

    /** Looks from now on whether an endpoint is in rotation. */
    Rotation watch(OriginAtWork origin) {
        return watch(origin.address());
    }

    Rotation watch(String address) {
        return new Rotation(gateway, address);
    }

    /** The requests, not the probes, that have reached the origins, in no order. */
    List<Noted> noted() {
        return origins.stream()
                .flatMap(it -> it.noted().stream())
                .filter(it -> !it.isProbe())
                .toList();
    }

    /** The ids of POSTs that were sent to origins more than once. */
    List<String> postsSentTwice() {
        Set<String> seen = new HashSet<>();
        return noted().stream()
                .filter(it -> it.method().equals("POST"))
                .map(Noted::id)
                .filter(it -> !seen.add(it))
                .toList();
    }

    /** The most requests that reached the origins within a second, from a moment on. */
    long busiestSecond(long from) {
        return Account.busiestSecond(noted().stream()
                .mapToLong(Noted::nanos)
                .filter(it -> it - from >= 0)
                .toArray());
    }

    /** Ends the load, adds a line to the table, and tells what became of all requests. */
    Account settle(String scenario, String remark) {
        Account account = load.stop();
        calm = Calm.was(account);
        FailureTable.add(scenario, account, postsSentTwice().size(), remark);
        return account;
    }

    private Lateness loops() {
        return Lateness.of("loop-", gateway.process());
    }

    /** For what part of the time since the load began an event loop of the gateway waited for a processor. */
    private double waitedPercent() {
        return 100.0 * loops.soFar().toNanos() / (System.nanoTime() - began);
    }

    /**
     * Claims about times, behind {@link #settle} or {@link #overloaded}: not made, which is said, where people had to
     * wait though all was well, or the gateway for a processor. The machine had no time for the drill then.
     */
    void inTime(Runnable claims) {
        double waited = waitedPercent();
        if (calm && part <= SMALLEST_PART && waited < WAITED) {
            claims.run();
        } else {
            System.out.println("drill: the machine had no time for it: nothing is claimed about times");
        }
        System.out.printf("drill: the gateway waited for a processor for %.1f %% of the time%n", waited);
    }

    @Override
    public void close() {
        load.close();
        gateway.close();
        origins.forEach(OriginAtWork::close);
    }
}
