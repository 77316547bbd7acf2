package io.highgate.center.simulation;

import io.highgate.center.follow.Reader;
import io.highgate.testkit.Simulation;
import io.highgate.wire.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway that follows one center, and another one when that falls silent. Confined to the test's thread. */
final class Follower {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final World world;
    private final Simulation.Node node;
    private final Copy copy = new Copy();
    private World.Site site;
    private @Nullable Reader reader;
    private long heard;

    Follower(World world) {
        this.world = world;
        this.node = world.simulation.node();
        this.site = world.any();
        node.every(LOOK, this::look);
    }

    Copy copy() {
        return copy;
    }

    /** Reads nothing for a while. */
    void stall(Duration time) {
        node.pause(time);
    }

    private void look() {
        Reader open = reader;
        if (open == null) {
            connect();
            return;
        }
        List<byte[]> lines = new ArrayList<>();
        int count = take(open, lines);
        boolean silent = count == 0 && node.nanos() - heard > SILENCE.toNanos();
        if (count < 0 || silent || site.node.isKilled() || world.weather.drops()) {
            leave(open);
            return;
        }
        heard = count > 0 ? node.nanos() : heard;
        for (byte[] line : lines) {
            if (!fits(line)) {
                copy.forget();
                leave(open);
                return;
            }
        }
    }

    private static int take(Reader open, List<byte[]> lines) {
        try {
            return open.take(lines, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fits(byte[] line) {
        try {
            return copy.take(new String(line, StandardCharsets.UTF_8).strip());
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private void connect() {
        site = world.any();
        heard = node.nanos();
        if (!site.node.isKilled()) {
            reader = site.center.feed().open(copy.position());
        }
    }

    private void leave(Reader open) {
        open.close();
        reader = null;
    }
}
