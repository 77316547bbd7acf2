package io.highgate.bench.center;

import java.time.Duration;

/** How often instances beat, and how long they are believed without. Immutable. */
record Terms(Duration beat, Duration lease) {

    /** Those of SDKs that were there before. */
    static final Terms PATIENT = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(30));

    /** Those of our SDK if nobody says otherwise. */
    static final Terms USUAL = new Terms(Duration.ofSeconds(1), Duration.ofSeconds(3));

    @Override
    public String toString() {
        return beat.toSeconds() + " s/" + lease.toSeconds() + " s";
    }
}
