package io.highgate.bench.center;

import io.highgate.bench.center.Followers.Sight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of a cell's two instances is a process that is killed, or stopped so that its connections stay. Under
 * load through a gateway: when does that one leave it out, what do callers notice, and when does the center
 * say so? And without any load: how long from a gateway's report to what the center says? One thread.
 */
final class Breaks implements AutoCloseable {

    private static final int LOAD = 200;
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final Duration NO_MORE = Duration.ofMillis(700);
    private static final long LOOK = Duration.ofMillis(1).toNanos();
    private static final Pattern PORT = Pattern.compile("port (\\d+)");

    final Spread crashedOut = new Spread();
    final Spread hungOut = new Spread();
    final Spread hungDown = new Spread();
    final Spread reportedDown = new Spread();
    final Spread slowestCrashed = new Spread();
    final Spread slowestHung = new Spread();
    private long asked;
    private long failed;
    private int number;

    private final Means means;
    private final Line management;

    /** What it works with; {@code health} is the port of the instance that stays. */
    record Means(
            CenterUnderTest center,
            GatewayUnderTest gateway,
            Followers followers,
            Keys keys,
            int health,
            Path folder) {}

    /** Who registers, and who reports. */
    record Keys(Key operator, Key gateway) {}

    Breaks(Means means) throws IOException {
        this.means = means;
        this.management = means.gateway.managementLine();
    }

    /** GETs in all, and those that were not answered with 200. */
    long asked() {
        return asked;
    }

    long failed() {
        return failed;
    }

    private interface Deed {
        void act(String cell, Peer broken, Child process) throws IOException, InterruptedException;
    }

    /** Kills one under load. */
    void crash() throws IOException, InterruptedException {
        with((cell, broken, process) -> {
            try (Load load = begin(cell)) {
                process.close();
                crashedOut.add(untilLeftOut(cell, broken, System.nanoTime()));
                settle(load, slowestCrashed);
            }
        });
    }

    /** Stops one under load. */
    void hang() throws IOException, InterruptedException {
        with((cell, broken, process) -> {
            try (Load load = begin(cell)) {
                means.followers.expect(broken.key(), Sight.DOWN);
                process.freeze();
                long since = System.nanoTime();
                hungOut.add(untilLeftOut(cell, broken, since));
                hungDown.add(means.followers.await().lastAfter(since));
                settle(load, slowestHung);
            }
        });
    }

    /** Stops one that nobody asks, and reports it as a gateway does. */
    void report() throws IOException, InterruptedException {
        with((cell, broken, process) -> {
            try (Line line = Line.to(means.center.port(), "127.0.0.1")) {
                means.followers.expect(broken.key(), Sight.DOWN);
                process.freeze();
                long since = System.nanoTime();
                String words = """
                        {"gateway":"bench","observations":[{"key":"%s","kind":"timeout","count":1}]}
                        """.formatted(broken.key());
                int status = line.ask("POST", "/api/center/reports", means.keys.gateway.token(), words)
                        .status();
                if (status / 100 != 2) {
                    throw new IOException("a report was answered with " + status);
                }
                reportedDown.add(means.followers.await().lastAfter(since));
            }
        });
    }

    private Load begin(String cell) throws InterruptedException {
        Load load = new Load(means.gateway, cell, LOAD);
        Thread.sleep(SETTLED);
        return load;
    }

    private void settle(Load load, Spread slowest) throws InterruptedException {
        Thread.sleep(NO_MORE);
        load.close();
        asked += load.asked();
        failed += load.failed();
        slowest.add(load.slowest());
    }

    private Duration untilLeftOut(String cell, Peer broken, long since) throws IOException {
        while (GatewayUnderTest.isUsable(management, cell, broken.address())) {
            LockSupport.parkNanos(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Has a cell with two instances, of which one is a process, for as long as something is done to it. */
    private void with(Deed deed) throws IOException, InterruptedException {
        number++;
        String cell = "broken-" + number;
        int port = means.center.port();
        Key key = means.keys.operator;
        try (Child process = instance();
                Peer stays = new Peer(port, key, cell, Peer.address(22_000 + number), means.health);
                Peer broken = new Peer(port, key, cell, Peer.address(23_000 + number), portOf(process))) {
            for (Peer peer : List.of(stays, broken)) {
                int status = peer.register(Terms.PATIENT);
                Waiting.until(
                        peer.key() + " is asked, registered with " + status,
                        () -> GatewayUnderTest.isUsable(management, cell, peer.address()));
            }
            Thread.sleep(SETTLED); // so that it was probed once
            deed.act(cell, broken, process);
            stays.leave();
            broken.leave();
        }
    }

    private Child instance() throws IOException {
        return Child.start(
                means.folder.resolve("instance-" + number + ".log"),
                Map.of(),
                List.of(
                        Child.java(),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Answers.class.getName()));
    }

    private static int portOf(Child process) {
        Waiting.until(
                "an instance listens", () -> PORT.matcher(process.output()).find());
        try {
            Matcher said = PORT.matcher(process.output());
            return said.find() ? Integer.parseInt(said.group(1)) : 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        management.close();
    }
}
