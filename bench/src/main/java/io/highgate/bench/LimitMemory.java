package io.highgate.bench;

import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meters;
import java.time.Duration;

/** How much memory a limit's keys take: {@code java ... io.highgate.bench.LimitMemory [keys]}. Prints bytes a key. */
public final class LimitMemory {

    private static final int USUAL = 1_000_000;

    private LimitMemory() {}

    /** Measures each way to count, where each key has asked five times. */
    public static void main(String[] arguments) {
        int keys = arguments.length == 0 ? USUAL : Integer.parseInt(arguments[0]);
        for (LimitSettings.Kind kind : LimitSettings.Kind.values()) {
            long before = Heap.used();
            Meters meters = new Meters(new LimitSettings(kind, 100, Duration.ofHours(1), 100, Duration.ZERO), keys);
            for (int i = 0; i < keys; i++) {
                String key = "10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255);
                for (int j = 0; j < 5; j++) {
                    meters.take(key, 1, j);
                }
            }
            System.out.printf("%s: %d bytes a key, of %d keys%n", kind, (Heap.used() - before) / keys, meters.keys());
        }
    }
}
