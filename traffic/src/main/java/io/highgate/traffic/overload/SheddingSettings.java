package io.highgate.traffic.overload;

import io.highgate.traffic.settings.Demands;
import java.time.Duration;

/**
 * Which requests are refused under which pressure. Immutable.
 *
 * @param classes how many classes of priority there are; 0 is the most important and never refused here
 * @param startAt pressure from which on the least important class is refused; the others follow in
 *     equal steps up to full pressure
 * @param gap how far pressure must fall below the point where a class was refused to admit it again
 * @param hold how long it must stay there; also the time between two classes being admitted again
 */
public record SheddingSettings(int classes, double startAt, double gap, Duration hold) {

    public SheddingSettings {
        Demands.on("shedding")
                .between("classes", classes, 1, 16)
                .share("startAt", startAt)
                .between("gap", gap, 0, 1)
                .that(gap < startAt, "gap must be below startAt, " + gap + " is not below " + startAt)
                .zeroOrMore("hold", hold)
                .settle();
    }

    /** Four classes, from 70 % in steps of 10 %; admitted again 10 % lower and after 1 s. */
    public static SheddingSettings usual() {
        return new SheddingSettings(4, 0.7, 0.1, Duration.ofSeconds(1));
    }

    /** How many classes this pressure refuses. */
    int refusedAt(double pressure) {
        int refused = 0;
        while (refused < classes - 1 && pressure >= pointOf(refused + 1)) {
            refused++;
        }
        return refused;
    }

    /** The pressure from which on so many classes are refused. */
    double pointOf(int refused) {
        return startAt + (1 - startAt) * (refused - 1) / Math.max(1, classes - 1);
    }
}
