package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.drills.client.Paced;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Memory;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
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
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** Where all is well everybody is answered within this, if the machine has time for the load. */
    private static final Duration CALM = Duration.ofMillis(100);

    private static final int SMALLEST_PART = 16;

    private final List<OriginAtWork> origins;
    private final RunningGateway gateway;
    private final Paced load;
    private boolean calm;

    private Trio(List<OriginAtWork> origins, RunningGateway gateway) {
        this.origins = origins;
        this.gateway = gateway;
        this.load = Paced.on(gateway.port(), "/");
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
                    routes: [{name: all, upstream: trio}]
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
     * Lets everybody warm up under a third of the load, and begins with the load, or with half of it, a quarter and
     * so on: with as much as this machine carries without making anybody wait, because of what waits in a line
     * nothing can be claimed.
     */
    Trio underLoad(int gets, int posts) {
        warmUp(gets / 3);
        for (int part = 1; part < SMALLEST_PART; part *= 2) {
            if (isCalm(warmUp((gets + posts) / part))) {
                return begin(gets / part, posts / part);
            }
        }
        return begin(gets / SMALLEST_PART, posts / SMALLEST_PART);
    }

    /** Lets everybody warm up under so many GETs a second, which are not accounted for, and begins with the load. */
    Trio underLoad(int warmingUp, int gets, int posts) {
        warmUp(warmingUp);
        begin(gets, posts);
        return letPass(WARM_UP.dividedBy(2));
    }

    private Account warmUp(int gets) {
        try (Paced part = with(Paced.on(gateway.port(), "/"), gets, 0)) {
            letPass(WARM_UP);
            return part.stop();
        }
    }

    private Trio begin(int gets, int posts) {
        System.out.println("drill: " + gets + " GET/s, " + posts + " POST/s");
        with(load, gets, posts);
        return this;
    }

    private static Paced with(Paced load, int gets, int posts) {
        load.with("GET", Math.max(1, gets));
        return posts > 0 ? load.with("POST", posts) : load;
    }

    /** Nobody had to wait in the last second. */
    private static boolean isCalm(Account account) {
        return account.lastSecond().slowest().compareTo(CALM) < 0;
    }

    /** The load goes on for so long, or some times as long by a system property. */
    Trio goOn(Duration phase) {
        return letPass(phase.multipliedBy(LONGER));
    }

    private Trio letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until("time passes", time.plusSeconds(10), () -> System.nanoTime() - end >= 0);
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
        calm = isCalm(account);
        FailureTable.add(scenario, account, postsSentTwice().size(), remark);
        return account;
    }

    /**
     * Claims about times, behind {@link #settle}: not made, which is said, where people had to wait in the end though
     * all was well again. The machine had no time for the drill then.
     */
    void inTime(Runnable claims) {
        if (calm) {
            claims.run();
        } else {
            System.out.println("drill: the machine had no time for it: nothing is claimed about times");
        }
    }

    @Override
    public void close() {
        load.close();
        gateway.close();
        origins.forEach(OriginAtWork::close);
    }
}
