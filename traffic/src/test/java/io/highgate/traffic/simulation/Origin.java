package io.highgate.traffic.simulation;

import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.BreakerSettings;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.health.EndpointHealth;
import java.util.SplittableRandom;

/** An endpoint of the simulation: what ails it at the moment, and the policies that watch it. Confined to one thread. */
final class Origin {

    /** What may ail it. */
    enum Ailment {
        NONE,
        CRASHED,
        HUNG,
        SLOW,
        ERRORS,
        FLAPPING
    }

    /** What becomes of a request: its status (0: refused, -1: never answered) and how long it takes. */
    record Answer(int status, long nanos) {}

    static final long MILLI = 1_000_000L;

    final EndpointHealth health;
    final Breaker breaker;
    Ailment ailment = Ailment.NONE;
    CircuitState told = CircuitState.CLOSED;
    int probesUnderWay;
    String broken = "";

    Origin(EndpointHealth health, BreakerSettings settings) {
        this.health = health;
        breaker = new Breaker(settings, (from, to, why) -> {
            if (from != told || from == to) {
                broken = "a flip from " + from + " to " + to + " where it was told to be " + told;
            }
            told = to;
        });
    }

    Answer answer(SplittableRandom random, long now) {
        long usual = (5 + random.nextInt(20)) * MILLI;
        return switch (ailment) {
            case NONE -> new Answer(random.nextInt(200) == 0 ? 500 : 200, usual);
            case CRASHED -> new Answer(0, MILLI);
            case HUNG -> new Answer(-1, 0);
            case SLOW -> new Answer(200, usual * 40);
            case ERRORS -> new Answer(random.nextBoolean() ? 500 : 200, usual);
            case FLAPPING -> now / (300 * MILLI) % 2 == 0 ? new Answer(0, MILLI) : new Answer(200, usual);
        };
    }

    boolean probeSucceeds(long now) {
        return switch (ailment) {
            case NONE, ERRORS -> true;
            case CRASHED, HUNG, SLOW -> false;
            case FLAPPING -> now / (300 * MILLI) % 2 != 0;
        };
    }
}
