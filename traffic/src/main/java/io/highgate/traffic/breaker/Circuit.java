package io.highgate.traffic.breaker;

import java.util.Arrays;

/** One state of a circuit with all that belongs to it; a {@link Breaker} swaps it whole. Immutable but for evidence. */
sealed interface Circuit {

    CircuitState state();

    /** Traffic flows; passes carry the serial, so that results of an earlier time are told apart. */
    record Closed(long serial, TripRule rule, Evidence evidence) implements Circuit {
        @Override
        public CircuitState state() {
            return CircuitState.CLOSED;
        }
    }

    /** Everything is refused until then. */
    record Open(long until, long length) implements Circuit {

        static Open from(long now, BreakerSettings settings) {
            return new Open(now + settings.open().toNanos(), settings.open().toNanos());
        }

        @Override
        public CircuitState state() {
            return CircuitState.OPEN;
        }
    }

    /**
     * A few probes may pass. Each has a place, {@code probes[i]} its serial (0: free) and
     * {@code since[i]} when it was given; never written after construction.
     */
    record HalfOpen(BreakerSettings settings, long[] probes, long[] since, int successes, int failures)
            implements Circuit {

        static HalfOpen empty(BreakerSettings settings) {
            return new HalfOpen(settings, new long[settings.probes()], new long[settings.probes()], 0, 0);
        }

        @Override
        public CircuitState state() {
            return CircuitState.HALF_OPEN;
        }

        /** A place for one more probe, or -1. */
        int freePlace(long now) {
            int free = -1;
            int underWay = 0;
            for (int i = 0; i < probes.length; i++) {
                if (isUnderWay(i, now)) {
                    underWay++;
                } else if (free < 0 || probes[free] != 0 && probes[i] == 0) {
                    free = i; // one that nobody had before one that somebody lost, who may still come back
                }
            }
            return underWay < Math.max(1, settings.probes() - successes - failures) ? free : -1;
        }

        /** Elapsed time far below zero is a clock that jumped back; it must not hold a place for ever. */
        private boolean isUnderWay(int place, long now) {
            long timeout = settings.probeTimeout().toNanos();
            long elapsed = now - since[place];
            return probes[place] != 0 && elapsed < timeout && elapsed > -timeout;
        }

        /** How long until a place is certainly free or the probes' results are worth asking for again. */
        long waitNanos(long now) {
            long wait = settings.open().toNanos();
            for (int i = 0; i < probes.length; i++) {
                if (isUnderWay(i, now)) {
                    wait = Math.min(wait, since[i] + settings.probeTimeout().toNanos() - now);
                }
            }
            return wait;
        }

        int placeOf(long serial) {
            for (int i = 0; i < probes.length; i++) {
                if (probes[i] == serial) {
                    return i;
                }
            }
            return -1;
        }

        HalfOpen taken(int place, long serial, long now) {
            long[] newProbes = Arrays.copyOf(probes, probes.length);
            long[] newSince = Arrays.copyOf(since, since.length);
            newProbes[place] = serial;
            newSince[place] = now;
            return new HalfOpen(settings, newProbes, newSince, successes, failures);
        }

        HalfOpen settled(int place, Outcome outcome) {
            long[] newProbes = Arrays.copyOf(probes, probes.length);
            newProbes[place] = 0;
            int good = outcome == Outcome.SUCCESS ? 1 : 0;
            int bad = outcome.isBad() ? 1 : 0;
            return new HalfOpen(settings, newProbes, since, successes + good, failures + bad);
        }
    }
}
