package io.highgate.traffic.breaker;

/**
 * One state of a circuit with all that belongs to it; a {@link Breaker} swaps it whole. Immutable, but
 * for the evidence of a closed one.
 */
sealed interface Circuit {

    CircuitState state();

    /** Probes under way, in whatever state the circuit is by now. */
    Places places();

    /** The same with other places. */
    Circuit with(Places places);

    /** Traffic flows; passes carry the serial, so that results of an earlier time are told apart. */
    record Closed(long serial, TripRule rule, Evidence evidence, Places places) implements Circuit {

        @Override
        public CircuitState state() {
            return CircuitState.CLOSED;
        }

        @Override
        public Closed with(Places other) {
            return new Closed(serial, rule, evidence, other);
        }
    }

    /** Everything is refused until then. */
    record Open(long until, long length, Places places) implements Circuit {

        static Open from(long now, BreakerSettings settings, Places places) {
            long length = settings.open().toNanos();
            return new Open(now + length, length, places);
        }

        @Override
        public CircuitState state() {
            return CircuitState.OPEN;
        }

        @Override
        public Open with(Places other) {
            return new Open(until, length, other);
        }
    }

    /**
     * A few probes may pass.
     *
     * @param first the serial of the first probe that counts: earlier ones belong to an earlier time
     */
    record HalfOpen(BreakerSettings settings, long first, Places places, int successes, int failures)
            implements Circuit {

        static HalfOpen begin(BreakerSettings settings, long first, Places places) {
            return new HalfOpen(settings, first, places.roomFor(settings.probes()), 0, 0);
        }

        @Override
        public CircuitState state() {
            return CircuitState.HALF_OPEN;
        }

        @Override
        public HalfOpen with(Places other) {
            return new HalfOpen(settings, first, other, successes, failures);
        }

        /** A place for one more probe, or -1: never more under way than can still decide anything. */
        int freePlace(long now) {
            long timeout = settings.probeTimeout().toNanos();
            int most = Math.max(1, settings.probes() - successes - failures);
            return places.underWay(timeout, now) < most ? places.free(timeout, now) : -1;
        }

        /** How long until a place is certainly free, or asking again is worth it. */
        long waitNanos(long now) {
            long most = settings.open().toNanos();
            return places.waitNanos(settings.probeTimeout().toNanos(), now, most);
        }

        HalfOpen counted(Outcome outcome) {
            int good = outcome == Outcome.SUCCESS ? 1 : 0;
            int bad = outcome.isBad() ? 1 : 0;
            return new HalfOpen(settings, first, places, successes + good, failures + bad);
        }
    }
}
