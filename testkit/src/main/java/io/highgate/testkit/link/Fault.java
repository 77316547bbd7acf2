package io.highgate.testkit.link;

import java.time.Duration;

/** What a {@link FaultyLink} does to the octets of one direction. Immutable. */
public sealed interface Fault {

    /** They pass as they come. */
    Fault NONE = new None();

    /** They pass as they come. */
    record None() implements Fault {}

    /**
     * Nothing passes, not even an end or a reset, and nothing is read: buffers fill up, as before a
     * process that hangs. What was held passes when it is healed.
     */
    record Stall() implements Fault {}

    /** Each piece waits so long, and by chance up to so much longer, in order. */
    record Delay(Duration least, Duration jitter) implements Fault {

        public Delay {
            if (least.isNegative() || jitter.isNegative()) {
                throw new IllegalArgumentException("a delay of " + least + " and up to " + jitter + " is negative");
            }
        }
    }

    /** They pass one by one, so many a second: a trickle. */
    record Throttle(int octetsPerSecond) implements Fault {

        public Throttle {
            if (octetsPerSecond < 1) {
                throw new IllegalArgumentException("octetsPerSecond is " + octetsPerSecond + "; it must be 1 or more");
            }
        }
    }

    /** Each octet is another one with this probability. */
    record Corrupt(double probability) implements Fault {

        public Corrupt {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability is " + probability + "; it must be from 0 to 1");
            }
        }
    }

    /** So many more octets of a connection pass, then comes an ending. */
    record After(long octets, Ending ending) implements Fault {

        public After {
            if (octets < 0) {
                throw new IllegalArgumentException("octets is " + octets + "; it must not be negative");
            }
        }
    }
}
