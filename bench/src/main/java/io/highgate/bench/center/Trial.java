package io.highgate.bench.center;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One set-up from its start to its end: everything that is measured with it. Confined to one thread. */
final class Trial {

    /** Of all streams; a change counts as seen when these have it. */
    private static final int COUNTED = 50;

    private static final int KEYS_AT_ONCE = 8;

    private final Settings settings;
    private final boolean redis;
    private final Path folder;

    /**
     * What was found.
     *
     * @param registered how long it took until all instances were registered
     * @param opened how long it took until all streams knew everything
     */
    record Found(
            boolean redis,
            Duration registered,
            Duration opened,
            Steady patient,
            Steady usual,
            Changes changes,
            Spread firsts,
            Breaks breaks) {}

    /** All that runs. */
    private record Around(CenterUnderTest center, Fleet fleet, Key gateway, int health, Path state) {}

    Trial(Settings settings, boolean redis, Path folder) {
        this.settings = settings;
        this.redis = redis;
        this.folder = folder;
    }

    Found run() throws IOException, InterruptedException {
        Path state = Files.createDirectories(folder.resolve(redis ? "redis" : "memory"));
        try (Answers answers = Answers.start();
                CenterUnderTest center = CenterUnderTest.start(state, redis)) {
            List<Key> keys = keys(center);
            Key gateway = center.key("gateway", "bench");
            try (Fleet fleet = new Fleet(center.port(), keys, settings.instances(), answers.port())) {
                long began = System.nanoTime();
                fleet.start();
                Duration registered = since(began);
                say("registered " + settings.instances() + " instances in " + registered + ", refused before: "
                        + fleet.failed());
                return follow(new Around(center, fleet, gateway, answers.port(), state), registered);
            }
        }
    }

    /** One for each cell: a center bounds how much one key may do. */
    private List<Key> keys(CenterUnderTest center) throws IOException, InterruptedException {
        List<Callable<Key>> wanted = new ArrayList<>();
        for (int i = 0; i < settings.cells(); i++) {
            String cell = "cell-" + i;
            wanted.add(() -> center.key("provider", cell));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(KEYS_AT_ONCE)) {
            List<Key> keys = new ArrayList<>();
            for (Future<Key> one : threads.invokeAll(wanted)) {
                keys.add(one.get());
            }
            say("gave out " + keys.size() + " keys");
            return keys;
        } catch (ExecutionException e) {
            throw new IOException("no keys", e.getCause());
        }
    }

    private Found follow(Around around, Duration registered) throws IOException, InterruptedException {
        CenterUnderTest center = around.center;
        Fleet fleet = around.fleet;
        int health = around.health;
        long began = System.nanoTime();
        try (Followers followers = Followers.open(center.port(), around.gateway, settings.streams(), COUNTED)) {
            Duration opened = since(began);
            say("all streams are complete after " + opened);
            Thread.sleep(Duration.ofSeconds(settings.warmUp()));
            Steady patient = Steady.measure(center, fleet, followers, Terms.PATIENT, settings.time());
            say(patient.row());
            Changes changes = Changes.measure(center, followers, center.operator(), settings.changes(), health);
            say("changes seen: " + changes.last().row());
            Breaks.Keys keys = new Breaks.Keys(center.operator(), around.gateway);
            Spread firsts;
            Breaks breaks;
            try (GatewayUnderTest real = GatewayUnderTest.start(around.state, center, around.gateway)) {
                firsts = FirstRequests.measure(center, real, keys.operator(), settings.firsts(), health);
                say("first requests: " + firsts.row());
                breaks = broken(new Breaks.Means(center, real, followers, keys, health, around.state));
            }
            fleet.agree(Terms.USUAL);
            Thread.sleep(Duration.ofSeconds(settings.warmUp() / 2));
            Steady usual = Steady.measure(center, fleet, followers, Terms.USUAL, settings.time());
            say(usual.row());
            return new Found(redis, registered, opened, patient, usual, changes, firsts, breaks);
        }
    }

    private Breaks broken(Breaks.Means means) throws IOException, InterruptedException {
        try (Breaks breaks = new Breaks(means)) {
            for (int i = 0; i < settings.breaks(); i++) {
                breaks.crash();
                breaks.hang();
                breaks.report();
            }
            say("crashed and left out: " + breaks.crashedOut.row());
            say("hung and left out: " + breaks.hungOut.row());
            say("reported and down: " + breaks.reportedDown.row());
            return breaks;
        }
    }

    private static Duration since(long moment) {
        return Duration.ofMillis((System.nanoTime() - moment) / 1_000_000);
    }

    private static void say(String text) {
        System.err.println(text);
    }
}
