package io.highgate.bench.center;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much is simulated and for how long it is looked at. Immutable.
 *
 * @param seconds of each measurement of what goes on all the time
 * @param warmUp seconds before it
 * @param changes instances that come or go, each seen by 50 of the streams
 * @param firsts cells that are new to the gateway
 * @param breaks of each kind
 * @param redis whether all of it is measured with a Redis, too
 * @param deadline seconds for everything
 * @param out the file with the results; standard output if there is none
 */
record Settings(
        int instances,
        int cells,
        int streams,
        int seconds,
        int warmUp,
        int changes,
        int firsts,
        int breaks,
        boolean redis,
        int deadline,
        @Nullable Path out,
        @Nullable String note) {

    static final Settings USUAL = new Settings(10_000, 1_000, 100, 60, 60, 200, 100, 10, false, 1_500, null, null);

    /** Throws IllegalArgumentException that says what is wrong. */
    static Settings read(List<String> arguments) {
        Settings all = USUAL;
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String name = left.remove();
            if (name.equals("--redis")) {
                all = all.with(name, "");
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value, or is not known; --help tells");
            } else {
                all = all.with(name, left.remove());
            }
        }
        if (all.cells > all.instances) {
            throw new IllegalArgumentException("--cells is " + all.cells + ", more than --instances " + all.instances);
        }
        return all;
    }

    private Settings with(String name, String value) {
        return switch (name) {
            case "--instances" -> copy(number(name, value, 1, 20_000), cells, streams, seconds, warmUp);
            case "--cells" -> copy(instances, number(name, value, 1, 10_000), streams, seconds, warmUp);
            case "--streams" -> copy(instances, cells, number(name, value, 1, 1_000), seconds, warmUp);
            case "--seconds" -> copy(instances, cells, streams, number(name, value, 1, 3_600), warmUp);
            case "--warm-up" -> copy(instances, cells, streams, seconds, number(name, value, 0, 3_600));
            case "--changes" -> copy(number(name, value, 0, 10_000), firsts, breaks);
            case "--firsts" -> copy(changes, number(name, value, 0, 1_000), breaks);
            case "--breaks" -> copy(changes, firsts, number(name, value, 0, 1_000));
            case "--redis" -> copy(true, deadline, out, note);
            case "--deadline" -> copy(redis, number(name, value, 1, 86_400), out, note);
            case "--out" -> copy(redis, deadline, Path.of(value), note);
            case "--note" -> copy(redis, deadline, out, value);
            default -> throw new IllegalArgumentException(name + " is not known; --help tells what is");
        };
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "', not a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    private Settings copy(int instances, int cells, int streams, int seconds, int warmUp) {
        return new Settings(
                instances, cells, streams, seconds, warmUp, changes, firsts, breaks, redis, deadline, out, note);
    }

    private Settings copy(int changes, int firsts, int breaks) {
        return new Settings(
                instances, cells, streams, seconds, warmUp, changes, firsts, breaks, redis, deadline, out, note);
    }

    private Settings copy(boolean redis, int deadline, @Nullable Path out, @Nullable String note) {
        return new Settings(
                instances, cells, streams, seconds, warmUp, changes, firsts, breaks, redis, deadline, out, note);
    }

    Duration time() {
        return Duration.ofSeconds(seconds);
    }
}
