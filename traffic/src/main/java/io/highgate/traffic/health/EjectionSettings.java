package io.highgate.traffic.health;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * How long and how many endpoints of an upstream are left out. Immutable.
 *
 * @param base the first ejection; the n-th in a row is n times as long
 * @param longest no ejection is longer
 * @param forgiveEvery for each such time that an endpoint behaves, one earlier ejection is forgotten
 * @param maxEjected the largest share of the upstream's endpoints that may be ejected at once (one may
 *     always be, if there are several)
 * @param panicBelow with a smaller share up, all are asked again; 0: never
 */
public record EjectionSettings(
        Duration base, Duration longest, Duration forgiveEvery, double maxEjected, double panicBelow) {

    public EjectionSettings {
        Demands.on("ejection")
                .positive("base", base)
                .positive("longest", longest)
                .that(
                        longest.compareTo(base) >= 0,
                        "longest must not be shorter than base, " + longest + " is shorter than " + base)
                .positive("forgiveEvery", forgiveEvery)
                .between("maxEjected", maxEjected, 0, 1)
                .between("panicBelow", panicBelow, 0, 1)
                .settle();
    }

    /** 5 s, 10 s and so on up to 5 min, forgotten by 30 s each; at most half; panic below 30 %. */
    public static EjectionSettings usual() {
        return new EjectionSettings(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(30), 0.5, 0.3);
    }

    /** How many of so many may be ejected at once. */
    int mostOf(int members) {
        int share = (int) (members * maxEjected);
        return members > 1 ? Math.max(1, share) : share;
    }

    boolean isPanic(int members, int out) {
        return members > 0 && members - out < panicBelow * members;
    }

    /** The length of the n-th ejection in a row. */
    long nanosOf(int times) {
        long most = longest.toNanos();
        return times >= most / base.toNanos() ? most : base.toNanos() * times;
    }
}
